import { parsePythonJson, PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';

/** A span's attributes, each value JSON text. */
export type Attributes = Readonly<Record<string, string>>;

/** The value of JSON text; text that is none stands for itself. */
export function decode(text: string | undefined): PythonValue | undefined {
  if (text === undefined) return undefined;
  try {
    return parsePythonJson(text);
  } catch {
    return text;
  }
}

/** What Python takes for true: anything but null, false, zero and what is empty. */
export function isTrue(value: PythonValue | undefined): boolean {
  if (value instanceof PythonFloat) return value.value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** An object of JSON, and no list or number. */
export function isObject(value: PythonValue | undefined): value is { [key: string]: PythonValue } {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof PythonFloat)
  );
}

/** The first of these attributes that says something, as its JSON text. A pattern stands for all names that begin so. */
export function firstText(attributes: Attributes, keys: readonly (string | RegExp)[]): string | undefined {
  for (const key of keys) {
    const names = typeof key === 'string' ? [key] : Object.keys(attributes).filter((name) => key.test(name));
    const found = names.map((name) => attributes[name]).find((text) => isTrue(decode(text)));
    if (found !== undefined) return found;
  }
  return undefined;
}
