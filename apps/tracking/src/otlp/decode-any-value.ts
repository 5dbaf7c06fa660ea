import type { JsonValue } from '@millrace/contracts/wire/field';
import { INT64_MAX, INT64_MIN, int64FromBigInt } from '@millrace/contracts/wire/int64';
import { PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';
import { MalformedOtlp } from './otlp-span.ts';

type JsonObject = { readonly [key: string]: JsonValue };

/** An AnyValue of OpenTelemetry in JSON: `{"stringValue": "a"}`. One that holds nothing is null. */
export function decodeAnyValue(json: JsonValue): PythonValue {
  if (json === null) return null;
  const object = asObject(json);
  for (const [name, value] of Object.entries(object)) {
    if (value === null) continue;
    const decode = DECODERS[name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
    if (decode !== undefined) return decode(value);
  }
  return null;
}

const DECODERS: Readonly<Record<string, (value: JsonValue) => PythonValue>> = {
  stringValue: asText,
  bytesValue: asText,
  boolValue: (value) => {
    if (typeof value !== 'boolean') throw new MalformedOtlp('boolValue');
    return value;
  },
  intValue: readInteger,
  doubleValue: readDouble,
  arrayValue: (value) => listOf(value).map(decodeAnyValue),
  kvlistValue: (value) =>
    Object.fromEntries(
      listOf(value).map((item) => {
        const { key, value: inner } = asObject(item);
        return [asText(key ?? ''), decodeAnyValue(inner ?? null)];
      }),
    ),
};

function readInteger(value: JsonValue): PythonValue {
  const text = typeof value === 'object' ? '' : String(value);
  if (!/^-?\d{1,19}$/.test(text)) throw new MalformedOtlp('intValue');
  const integer = BigInt(text);
  if (integer < INT64_MIN || integer > INT64_MAX) throw new MalformedOtlp('intValue');
  return int64FromBigInt(integer);
}

function readDouble(value: JsonValue): PythonValue {
  const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
  if (typeof value === 'object' || typeof value === 'boolean' || (Number.isNaN(number) && value !== 'NaN'))
    throw new MalformedOtlp('doubleValue');
  return new PythonFloat(number);
}

function listOf(value: JsonValue): JsonValue[] {
  const { values } = asObject(value);
  if (values === undefined || values === null) return [];
  if (!Array.isArray(values)) throw new MalformedOtlp('values');
  return values;
}

function asObject(value: JsonValue): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MalformedOtlp('a value that is no object');
  return value;
}

function asText(value: JsonValue): string {
  if (typeof value !== 'string') throw new MalformedOtlp('text expected');
  return value;
}
