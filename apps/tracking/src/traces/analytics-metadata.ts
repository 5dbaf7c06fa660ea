import { checkLength } from '@millrace/contracts/validation/names';
import { INT64_MAX, INT64_MIN } from '@millrace/contracts/wire/int64';
import {
  dumpPythonJson,
  parsePythonJson,
  PythonFloat,
  type PythonValue,
} from '@millrace/contracts/wire/python-json';
import { COST, SESSION, TOKEN_USAGE } from './trace-keys.ts';

/**
 * Session, token usage and cost are columns in MLflow, so what comes back of them is not the text that was sent, but
 * what fits the columns, written anew (mlflow/store/tracking/utils/trace_analytics.py). They are kept in that form here.
 */
const TOKEN_KEYS = [
  'input_tokens',
  'output_tokens',
  'total_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'cache_creation_input_tokens_above_1hr',
];
const COST_KEYS = ['input_cost', 'output_cost', 'total_cost'];

type Metadata = Readonly<Record<string, string>>;

/** The metadata as it is kept; 400 when the session's id is too long. */
export function normaliseMetadata(metadata: Metadata): Metadata {
  const { [TOKEN_USAGE]: usage, [COST]: cost, ...rest } = metadata;
  if (rest[SESSION] !== undefined) checkLength('Session ID', 250, rest[SESSION]);
  return { ...rest, ...column(TOKEN_USAGE, tokenCounts(usage)), ...column(COST, costs(cost)) };
}

/** Metadata with more laid over it: the parts of usage and cost one by one, anything else whole. */
export function mergeMetadata(known: Metadata, more: Metadata): Metadata {
  const usage = { ...tokenCounts(known[TOKEN_USAGE]), ...tokenCounts(more[TOKEN_USAGE]) };
  const cost = { ...costs(known[COST]), ...costs(more[COST]) };
  return { ...known, ...more, ...column(TOKEN_USAGE, usage), ...column(COST, cost) };
}

export function usageText(usage: Readonly<Record<string, PythonValue>>): Metadata {
  return column(TOKEN_USAGE, pick(usage, TOKEN_KEYS, toCount));
}

export function costText(cost: Readonly<Record<string, PythonValue>>): Metadata {
  return column(COST, pick(cost, COST_KEYS, toCost));
}

function column(key: string, values: Record<string, PythonValue>): Metadata {
  return Object.keys(values).length > 0 ? { [key]: dumpPythonJson(values) } : {};
}

const tokenCounts = (text: string | undefined) => pick(parseObject(text), TOKEN_KEYS, toCount);
const costs = (text: string | undefined) => pick(parseObject(text), COST_KEYS, toCost);

function pick(
  values: Readonly<Record<string, PythonValue>>,
  keys: readonly string[],
  convert: (value: PythonValue) => PythonValue | undefined,
): Record<string, PythonValue> {
  const picked: Record<string, PythonValue> = {};
  for (const key of keys) {
    const value = Object.hasOwn(values, key) ? convert(values[key] ?? null) : undefined;
    if (value !== undefined) picked[key] = value;
  }
  return picked;
}

/** A whole number that fits 64 bits, from a number or text; anything else is left out. */
function toCount(value: PythonValue): PythonValue | undefined {
  const number = value instanceof PythonFloat ? value.value : value;
  if (typeof number !== 'number' && typeof number !== 'bigint' && typeof number !== 'string')
    return undefined;
  const text = String(number).trim();
  if (!/^[+-]?\d+$/.test(text) && !Number.isInteger(Number(text || NaN))) return undefined;
  const whole = /^[+-]?\d+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : BigInt(Number(text));
  return whole >= INT64_MIN && whole <= INT64_MAX ? whole : undefined;
}

function toCost(value: PythonValue): PythonValue | undefined {
  if (value === null || typeof value === 'boolean' || value === '') return undefined;
  const number = Number(value instanceof PythonFloat ? value.value : value);
  return Number.isFinite(number) ? new PythonFloat(number) : undefined;
}

function parseObject(text: string | undefined): Record<string, PythonValue> {
  if (text === undefined) return {};
  try {
    const value = parsePythonJson(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && !(value instanceof PythonFloat) ? value : {};
  } catch {
    return {};
  }
}
