import { invalidParameter } from '@millrace/contracts/errors';
import {
  checkLength,
  checkName,
  checkStorable,
  MAX_KEY_LENGTH,
  MAX_PARAM_VALUE_LENGTH,
  truncate,
} from '@millrace/contracts/validation/names';
import { pythonRepr } from '@millrace/contracts/wire/python-text';
import type { KeyValue } from '../batch/run-write.ts';

/** The parameter as it is stored; `path` is its place in a batch (`params[3]`), or empty. */
export function checkedParam(key: string, value: string, path = ''): KeyValue {
  checkName(key, path === '' ? 'key' : `${path}.key`);
  checkLength('Param key', MAX_KEY_LENGTH, key);
  const stored = truncate(value, MAX_PARAM_VALUE_LENGTH);
  checkStorable('Param value', stored);
  return { key, value: stored };
}

/** MLflow's answer to one parameter that holds another value. */
export function paramChanged(runId: string, { key, value }: KeyValue, stored: string): Error {
  return invalidParameter(
    `Changing param values is not allowed. Param with key='${key}' was already logged with value='${stored}' ` +
      `for run ID='${runId}'. Attempted logging new value '${value}'.`,
  );
}

/** MLflow's answer to a batch with parameters that hold other values. */
export function paramsChanged(
  runId: string,
  params: readonly KeyValue[],
  stored: ReadonlyMap<string, string>,
): Error {
  const changed = params
    .filter(({ key }) => stored.has(key))
    .map(({ key, value }) => ({ key, old_value: stored.get(key), new_value: value }));
  return invalidParameter(
    `Changing param values is not allowed. Params were already logged='${pythonRepr(changed)}' for run ID='${runId}'.`,
  );
}

/** MLflow's answer to a batch that names a parameter twice. */
export function checkNoParamTwice(params: readonly KeyValue[]): void {
  const seen = new Set<string>();
  const repeated = params.filter(({ key }) => {
    const before = seen.has(key);
    seen.add(key);
    return before;
  });
  if (repeated.length > 0)
    throw invalidParameter(
      `Duplicate parameter keys have been submitted: ${pythonRepr(repeated.map(({ key }) => key))}. Please ensure the request ` +
        'contains only one param value per param key.',
    );
}
