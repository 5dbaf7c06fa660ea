import { invalidParameter } from '@millrace/contracts/errors';
import { parsePythonJson, PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';

export type PythonObject = { [key: string]: PythonValue };

/** JSON text in a field of a request; 400 when it is none. */
export function readJson(field: string, text: string): PythonValue {
  try {
    return parsePythonJson(text);
  } catch {
    throw invalidParameter(`'${field}' must be JSON text.`);
  }
}

export function isObject(value: PythonValue | undefined): value is PythonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof PythonFloat)
  );
}

/** What Python takes for false: nothing, zero, and whatever is empty. */
export function isFalsy(value: PythonValue | undefined): boolean {
  if (value instanceof PythonFloat) return value.value === 0;
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return !value;
}
