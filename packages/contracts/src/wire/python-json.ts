import { int64FromBigInt } from './int64.ts';
import { parseJson } from './json.ts';
import { pythonFloat } from './python-text.ts';

/**
 * JSON as Python's `json` reads and writes it, where the difference shows: MLflow stores such texts and searches in them.
 * Floats stay floats (`1.0` is not `1`), integers may be of any length, separators are `, ` and `: `.
 */

/** A number that Python would hold as a float. */
export class PythonFloat {
  constructor(readonly value: number) {}
}

export type PythonValue =
  null | boolean | number | bigint | string | PythonFloat | PythonValue[] | { [key: string]: PythonValue };

type SourceReviver = (key: string, value: unknown, context: { source?: string }) => unknown;
const parseWithSource = JSON.parse as (text: string, reviver: SourceReviver) => unknown;

/** `json.loads`; throws SyntaxError when the text is no JSON. */
export function parsePythonJson(text: string): PythonValue {
  try {
    return parseWithSource(text, (_, value, { source }) => {
      if (typeof value !== 'number' || source === undefined) return value;
      return /^-?\d+$/.test(source) ? int64FromBigInt(BigInt(source)) : new PythonFloat(value);
    }) as PythonValue;
  } catch (error) {
    // Texts with NaN and Infinity are rare enough to lose the difference between 1 and 1.0.
    if (/NaN|Infinity/.test(text)) return parseJson(text) as PythonValue;
    throw error;
  }
}

/** `json.dumps`; with `ascii` (its default) everything else is escaped. Integral numbers are ints. */
export function dumpPythonJson(value: PythonValue, { ascii = true, sortKeys = false } = {}): string {
  const write = (item: PythonValue): string => {
    if (item === null) return 'null';
    if (item instanceof PythonFloat) return floatText(item.value);
    if (Array.isArray(item)) return `[${item.map(write).join(', ')}]`;
    switch (typeof item) {
      case 'string':
        return ascii ? asciiText(item) : JSON.stringify(item);
      case 'number':
        return Number.isInteger(item) ? BigInt(item).toString() : floatText(item);
      case 'object': {
        const entries = Object.entries(item);
        if (sortKeys) entries.sort(([a], [b]) => (a < b ? -1 : 1));
        return `{${entries.map(([key, inner]) => `${write(key)}: ${write(inner)}`).join(', ')}}`;
      }
      default:
        return String(item);
    }
  };
  return write(value);
}

function asciiText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return pythonFloat(value);
}
