import type { EnumField, Field } from './field.ts';
import { INT64_MAX, INT64_MIN, int64FromBigInt } from './int64.ts';
import { durationToMs, timestampToMs } from './proto-time.ts';

/** The JSON does not fit the message. MLflow never shows this text: it then checks types field by field instead. */
export class ParseError extends Error {}

/** An enum name the message does not know: the field is left out, as protobuf's parser does when told to ignore the unknown. */
export const UNKNOWN_ENUM_NAME = Symbol('unknown enum name');

/** Reads one scalar by the rules of protobuf's JSON mapping (google.protobuf.json_format of Python). */
export function parseScalar(field: Field<unknown>, json: unknown): unknown {
  switch (field.kind) {
    case 'string':
      return parseString(json);
    case 'int32':
      return parseInteger(json, -(2n ** 31n), 2n ** 31n - 1n);
    case 'int64':
      return parseInteger(json, INT64_MIN, INT64_MAX);
    case 'double':
      return parseDouble(json);
    case 'bool':
      if (typeof json !== 'boolean') throw new ParseError('Expected true or false without quotes');
      return json;
    case 'bytes':
      return Buffer.from(parseString(json), 'base64url');
    case 'enum':
      return parseEnum(field, json);
    case 'timestamp': {
      const text = parseText(json, TIMESTAMP, 'timestamp');
      if (Number.isNaN(timestampToMs(text))) throw new ParseError(`No such time: ${text}`);
      return text;
    }
    case 'duration': {
      const text = parseText(json, DURATION, 'duration');
      if (Math.abs(durationToMs(text)) > MAX_DURATION_MS)
        throw new ParseError(`Duration out of range: ${text}`);
      return text;
    }
    default:
      throw new ParseError(`${field.kind} is not a scalar`);
  }
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
/** protobuf's own bound: about 10,000 years. */
const MAX_DURATION_MS = 315_576_000_000_000;
const DURATION = /^-?\d+(\.\d{1,9})?s$/;

function parseString(json: unknown): string {
  if (typeof json !== 'string') throw new ParseError('Expected a string');
  if (LONE_SURROGATE.test(json)) throw new ParseError('Unpaired surrogate');
  return json;
}

function parseText(json: unknown, pattern: RegExp, what: string): string {
  if (typeof json !== 'string' || !pattern.test(json)) throw new ParseError(`Expected a ${what}`);
  return json;
}

// Python's int() takes surrounding white space (the space itself is refused before), a sign and underscores between digits.
const PYTHON_INTEGER = /^[+-]?\d+(_\d+)*$/;
// What Python's float() takes, without the words for NaN and infinity.
const PYTHON_FLOAT = /^[+-]?((\d+(_\d+)*)(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/i;
const PYTHON_INFINITY = /^([+-]?)(inf|infinity)$/i;
const PYTHON_NAN = /^[+-]?nan$/i;

function parseInteger(json: unknown, min: bigint, max: bigint): number | bigint {
  const integer = toBigInt(json);
  if (integer < min || integer > max) throw new ParseError(`Value out of range: ${integer}`);
  return int64FromBigInt(integer);
}

function toBigInt(json: unknown): bigint {
  if (typeof json === 'bigint') return json;
  if (typeof json === 'number') {
    if (!Number.isInteger(json)) throw new ParseError(`Couldn't parse integer: ${json}`);
    return BigInt(json);
  }
  if (typeof json !== 'string' || json.includes(' ')) throw new ParseError("Couldn't parse integer");
  const text = json.trim();
  if (PYTHON_INTEGER.test(text)) return BigInt(text.replaceAll('_', '').replace(/^\+/, ''));
  const number = PYTHON_FLOAT.test(text) ? Number(text.replaceAll('_', '')) : NaN;
  if (!Number.isInteger(number)) throw new ParseError(`Couldn't parse integer: ${json}`);
  return BigInt(number);
}

function parseDouble(json: unknown): number {
  if (typeof json === 'bigint') return Number(json);
  // Python's bool is an int, so float(True) is 1.0.
  if (typeof json === 'boolean') return json ? 1 : 0;
  if (typeof json === 'number') {
    if (!Number.isFinite(json)) throw new ParseError(`Couldn't parse ${json}, use a quoted word instead`);
    return json;
  }
  if (typeof json !== 'string' || json === 'nan') throw new ParseError("Couldn't parse float");
  const text = json.trim();
  if (PYTHON_FLOAT.test(text)) return Number(text.replaceAll('_', ''));
  if (PYTHON_NAN.test(text)) return NaN;
  const infinity = PYTHON_INFINITY.exec(text);
  if (!infinity) throw new ParseError(`Couldn't parse float: ${json}`);
  return infinity[1] === '-' ? -Infinity : Infinity;
}

function parseEnum(field: EnumField<unknown>, json: unknown): string | typeof UNKNOWN_ENUM_NAME {
  if (typeof json === 'string' && Object.hasOwn(field.numbers, json)) return json;
  let number: bigint;
  if (typeof json === 'boolean') number = json ? 1n : 0n;
  else if (typeof json === 'number' && Number.isFinite(json)) number = BigInt(Math.trunc(json));
  else if (typeof json === 'string' && PYTHON_INTEGER.test(json.trim()))
    number = BigInt(json.trim().replaceAll('_', '').replace(/^\+/, ''));
  else if (typeof json === 'string') return UNKNOWN_ENUM_NAME;
  else throw new ParseError('Expected the name of an enum value');
  const name = Object.keys(field.numbers).find((key) => BigInt(field.numbers[key] ?? -1) === number);
  if (name === undefined) throw new ParseError(`Invalid enum value ${number}`);
  return name;
}
