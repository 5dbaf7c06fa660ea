import type { Json } from './scenario.ts';

// A JSON string, or one of the number tokens that Python writes and JSON does not know.
const stringOrToken = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

// Integers beyond 2^53 keep their digits, as text.
const exactIntegers: Reviver = (_key, value, context) => {
  const source = context?.source ?? '';
  const inexact = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source);
  return inexact ? `<integer ${source}>` : value;
};

/** Parses JSON as Python writes it: bare NaN and Infinity come back as `<NaN>`. Undefined if it is not JSON. */
export function parseLenient(text: string): Json | undefined {
  const strict = text.replace(stringOrToken, (token) => (token.startsWith('"') ? token : `"<${token}>"`));
  try {
    return (JSON.parse as (text: string, reviver: Reviver) => Json)(strict, exactIntegers);
  } catch {
    return undefined;
  }
}
