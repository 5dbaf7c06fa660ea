import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import { PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';
import { pythonFloat, pythonRepr } from '@millrace/contracts/wire/python-text';
import { isFalsy, isObject, type PythonObject, readJson } from './read-json.ts';

/** The tag that names the user who made or changed a thing. */
export const USER_TAG = 'mlflow.user';

/** Tags of a new dataset: a JSON object, or whatever Python takes for false, which is none. */
export function readNewTags(text: string | undefined): PythonObject {
  const tags = text ? readJson('tags', text) : {};
  if (isFalsy(tags)) return {};
  if (!isObject(tags)) throw invalidParameter("'tags' must be the JSON text of an object.");
  return tags;
}

/** Tags to set, as MLflow writes them: `str()` of whatever they are; null sets nothing. */
export function readTagUpdates(text: string): [string, string][] {
  const tags = readJson('tags', text);
  if (!isObject(tags)) throw invalidParameter("'tags' must be the JSON text of an object.");
  return Object.entries(tags).flatMap(([key, value]): [string, string][] =>
    value === null ? [] : [[key, pythonText(value)]],
  );
}

/** A tag's value as MLflow's database takes it: text and numbers, nothing that has parts. */
export function columnValue(value: PythonValue): string | null {
  if (value === null) return null;
  if (typeof value === 'object' && !(value instanceof PythonFloat))
    throw new MlflowError('BAD_REQUEST', 'Values of tags must be text or numbers, not lists or objects.');
  return typeof value === 'boolean' ? String(Number(value)) : pythonText(value);
}

export function userOf(tags: PythonValue | undefined): string | null {
  const user = isObject(tags) ? tags[USER_TAG] : undefined;
  return typeof user === 'string' ? user : null;
}

function pythonText(value: PythonValue): string {
  if (typeof value === 'string') return value;
  if (value instanceof PythonFloat) return pythonFloat(value.value);
  return pythonRepr(withPlainNumbers(value));
}

function withPlainNumbers(value: PythonValue): unknown {
  if (value instanceof PythonFloat) return value.value;
  if (Array.isArray(value)) return value.map(withPlainNumbers);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPlainNumbers(item)]));
}
