import type { Json } from './scenario.ts';

const brief = (json: Json | undefined): string => {
  const text = json === undefined ? 'nothing' : JSON.stringify(json);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

/** Where two JSON values differ, one line a place. Empty if they are the same. */
export function differences(expected: Json | undefined, actual: Json | undefined, path = ''): string[] {
  if (expected === actual) return [];
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (JSON.stringify(expected) === JSON.stringify(actual)) return [];
    if (expected.length !== actual.length)
      return [`${path}: expected ${brief(expected)}, got ${brief(actual)}`];
    return expected.flatMap((item, index) => differences(item, actual[index], `${path}[${index}]`));
  }
  if (isObject(expected) && isObject(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) =>
      differences(expected[key], actual[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return [`${path === '' ? 'body' : path}: expected ${brief(expected)}, got ${brief(actual)}`];
}

const isObject = (json: Json | undefined): json is { [key: string]: Json } =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
