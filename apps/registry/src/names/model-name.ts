import { invalidParameter } from '@millrace/contracts/errors';
import { checkMeansItself, checkStorable } from '@millrace/contracts/validation/names';

/** In bytes of UTF-8: what fits into PostgreSQL's index entries together with a tag's key or an alias. */
const MAX_NAME_BYTES = 1500;

/** Throws INVALID_PARAMETER_VALUE unless it is a name that a registered model may have (mlflow/utils/validation.py). */
export function checkModelName(name: string, field = 'name'): void {
  if (name.trim() === '') throw invalidParameter(`Missing value for required parameter '${field}'.`);
  if (name.includes('/') || name.includes(':'))
    throw invalidParameter(`Invalid model name '${name}'. Names cannot contain '/' or ':'.`);
  checkMeansItself(name, 'name');
  checkStorable('name', name);
  if (Buffer.byteLength(name) > MAX_NAME_BYTES)
    throw invalidParameter(`'${field}' exceeds the maximum length of ${MAX_NAME_BYTES} bytes`);
}
