import { int64FromBigInt, type Int64 } from './int64.ts';

/**
 * JSON as MLflow's server reads and writes it. Reading: Python's parser takes the bare words NaN, Infinity and
 * -Infinity, and keeps integers of any length. Writing: int64 goes out as a number, however large.
 */

// TypeScript's library does not know the source text argument and raw JSON yet (ECMAScript "JSON.parse source text access").
type SourceReviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;
const parseWithSource = JSON.parse as (text: string, reviver: SourceReviver) => unknown;
const { rawJSON: rawJson } = JSON as unknown as { rawJSON: (text: string) => unknown };

// Not the digits after a point, which most metrics have so many of: to parse with the source takes several times as long.
const LONG_INTEGER = /(?:^|[^\d.])\d{16}/;
const INTEGER = /^-?\d+$/;
const PYTHON_CONSTANT = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;

/** Parses JSON text; throws SyntaxError when it is none. Integers past 2^53 come as bigint, NaN and infinities as numbers. */
export function parseJson(text: string): unknown {
  try {
    return LONG_INTEGER.test(text) ? parseWithSource(text, keepLongInteger) : JSON.parse(text);
  } catch (error) {
    if (!text.includes('NaN') && !text.includes('Infinity')) throw error;
    return parseWithPythonConstants(text);
  }
}

function keepLongInteger(
  this: unknown,
  _key: string,
  value: unknown,
  { source }: { source?: string },
): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value;
  return INTEGER.test(source) ? int64FromBigInt(BigInt(source)) : value;
}

// The words become numbers no double can be (their source text is kept), and numbers of that text become what they stood for.
const STAND_IN: Record<string, string> = { NaN: '0e77701', Infinity: '0e77702', '-Infinity': '0e77703' };
const MEANING: Record<string, number> = { '0e77701': NaN, '0e77702': Infinity, '0e77703': -Infinity };

function parseWithPythonConstants(text: string): unknown {
  const standIns = text.replace(PYTHON_CONSTANT, (token) => STAND_IN[token] ?? token);
  return parseWithSource(standIns, function (key, value, context) {
    if (typeof value === 'number' && context.source !== undefined && context.source in MEANING)
      return MEANING[context.source];
    return keepLongInteger.call(this, key, value, context);
  });
}

/** An int64 as it goes into a reply: a bare JSON number, however large. */
export function int64ToJson(value: Int64): unknown {
  return typeof value === 'bigint' ? rawJson(value.toString()) : value;
}

/** A double as it goes into a reply: a number, or the string "NaN", "Infinity" or "-Infinity", as protobuf's JSON has it. */
export function doubleToJson(value: number): number | string {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}
