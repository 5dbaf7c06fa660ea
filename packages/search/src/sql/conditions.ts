import { MlflowError } from '@millrace/contracts/errors';
import { type Comparison, isList, isNumber } from '../filter.ts';
import { boundedPattern } from './like-pattern.ts';
import type { Parameters } from './parameters.ts';

/** Makes a condition of a comparison: SQL that is true where a row matches, and false or null where it does not. */
export type Condition = (comparison: Comparison, parameters: Parameters) => string;

const TRUE = 'true';
const FALSE = 'false';
const INT64 = [-(2n ** 63n), 2n ** 63n - 1n] as const;

/** A column of text, compared by its bytes. Patterns have no escape character, as in SQLite. */
export function textColumn(column: string): Condition {
  return ({ comparator, value }, parameters) => {
    if (value === null) return `${column} ${comparator}`;
    if (isList(value)) {
      requireIn(comparator);
      const any = `${column} = ANY(${parameters.add(value, 'text[]')})`;
      return comparator === 'NOT IN' ? `NOT (${any})` : any;
    }
    const text = isNumber(value) ? value.digits : value;
    if (comparator === 'RLIKE') return `${column} ~ ${parameters.add(text, 'text')}`;
    if (comparator === 'LIKE' || comparator === 'ILIKE')
      return `${column} ${comparator} ${parameters.add(boundedPattern(text), 'text')} ESCAPE ''`;
    return `${column} ${operator(comparator)} ${parameters.add(text, 'text')}`;
  };
}

/** A column of whole numbers; the value may be any number, or text of digits, or a list of such. */
export function integerColumn(column: string): Condition {
  return ({ comparator, value }, parameters) => {
    if (value === null) return `${column} ${comparator}`;
    if (isList(value)) {
      requireIn(comparator);
      const inside = value.filter(isInt64);
      const any = `${column} = ANY(${parameters.add(inside, 'bigint[]')})`;
      return comparator === 'NOT IN' ? `NOT (${any})` : any;
    }
    const digits = isNumber(value) ? value.digits : value;
    if (!isNumber(value) && !NUMERIC.test(value)) return besideText(column, comparator);
    if (isNumber(value) && value.number === 'float')
      return `${column}::float8 ${operator(comparator)} ${parameters.add(Number(digits), 'float8')}`;
    const type = isInt64(digits) ? 'bigint' : 'numeric';
    return `${column}${type === 'numeric' ? '::numeric' : ''} ${operator(comparator)} ${parameters.add(digits, type)}`;
  };
}

const NUMERIC = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?\s*$/i;

/** Text that is no number is larger than every number, as in SQLite. */
function besideText(column: string, comparator: string): string {
  return ['!=', '<', '<='].includes(comparator) ? `${column} IS NOT NULL` : FALSE;
}

/** MLflow's database does not take a list elsewhere. */
function requireIn(comparator: string): void {
  if (comparator !== 'IN' && comparator !== 'NOT IN')
    throw new MlflowError(
      'BAD_REQUEST',
      `A list of values can be compared with IN and NOT IN only, not with ${comparator}.`,
    );
}

function isInt64(digits: string): boolean {
  if (!/^-?\d+$/.test(digits) || digits.length > 30) return false;
  const value = BigInt(digits);
  return value >= INT64[0] && value <= INT64[1];
}

/** A column of doubles. NaN matches `!=` only, and nothing matches NaN: to PostgreSQL it is the largest number. */
export function doubleColumn(column: string): Condition {
  return ({ comparator, value }, parameters) => {
    const number = isNumber(value) ? Number(value.digits) : NaN;
    if (Number.isNaN(number)) return FALSE;
    const condition = `${column} ${operator(comparator)} ${parameters.add(number, 'float8')}`;
    return comparator.startsWith('>') ? `${condition} AND ${column} <> 'NaN'` : condition;
  };
}

const RUN_ID = /^[0-9a-f]{32}$/;

/** A column of run ids: UUIDs, that users write as 32 hex digits. Text that is none equals no id. */
export function runIdColumn(column: string): Condition {
  const asText = textColumn(`replace(${column}::text, '-', '')`);
  return (comparison, parameters) => {
    const { comparator, value } = comparison;
    const negated = comparator === '!=' || comparator === 'NOT IN';
    if (value === null || comparator.endsWith('LIKE')) return asText(comparison, parameters);
    if (isList(value)) requireIn(comparator);
    const ids = (isList(value) ? value : typeof value === 'string' ? [value] : []).filter((id) =>
      RUN_ID.test(id),
    );
    if (ids.length === 0) return negated ? TRUE : FALSE;
    const found =
      ids.length === 1
        ? `${column} = ${parameters.add(ids[0], 'uuid')}`
        : `${column} = ANY(${parameters.add(ids, 'uuid[]')})`;
    return negated ? `NOT (${found})` : found;
  };
}

/** Where the value of a key is kept: in a row of its own, at most one for a key. */
export interface KeyedTable {
  readonly table: string;
  /** The condition that ties its rows to the row searched for: `run_id = r.run_id`. */
  readonly owner: string;
  readonly value: Condition;
  /** The name of the key's column, where it is not `key`. */
  readonly key?: string;
}

/**
 * A condition on the value of a key; a row without the key matches IS NULL only. Written as a sub-select that is looked up
 * by the table's key for each row that the conditions before it left. As a join its cost would hang on statistics, which know
 * nothing of what has just grown: a plan that compares every row with every other then looks cheap.
 */
export function keyed({ table, owner, value, key = 'key' }: KeyedTable): Condition {
  return (comparison, parameters) => {
    const here = `SELECT true FROM ${table} WHERE ${owner} AND ${key} = ${parameters.add(comparison.key, 'text')}`;
    if (comparison.value === null) return `(${here}) ${comparison.comparator}`;
    return `(${here} AND ${value(comparison, parameters)})`;
  };
}

const OPERATORS: Readonly<Record<string, string>> = {
  '=': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

function operator(comparator: string): string {
  const found = OPERATORS[comparator];
  if (found === undefined) throw new Error(`no operator for ${comparator}`);
  return found;
}
