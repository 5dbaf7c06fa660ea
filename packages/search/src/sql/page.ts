import type { OrderBy } from '../parse-order-by.ts';
import { type PageStart, writePageToken } from '../page-token.ts';
import { compileOrder } from './compile-order.ts';
import { afterSql } from './keyset.ts';
import type { Parameters } from './parameters.ts';
import type { Searchable, ValueJoin } from './searchable.ts';
import { columnOf, orderBySql, type SortKey } from './sort-keys.ts';

/** The parts of a SELECT that a page of sorted rows needs. */
export interface PageSql {
  /** Joins to stand behind the searched table in FROM. */
  readonly joins: string;
  readonly keys: readonly SortKey[];
  /** Columns `k1`, `k2`, …: the row's sort values but those that it shows anyway. `pageOf` makes the next token of them. */
  readonly columns: string;
  /** The condition that a row comes on this page or later. */
  readonly after: string;
  readonly orderBy: string;
  /** One row more than the page has, so that it is known whether there is a next one; and the offset of a token of MLflow's kind. */
  readonly limit: string;
}

/** The keys a search is sorted by: those of order_by, then the tie-breakers, which must tell any two rows apart. */
export function sortBy(
  entity: Searchable,
  orders: readonly OrderBy[],
  tieBreakers: readonly SortKey[],
  parameters: Parameters,
  join?: ValueJoin,
): { joins: string; keys: readonly SortKey[] } {
  const { joins, keys } = compileOrder(entity, orders, parameters, join);
  return { joins, keys: [...keys, ...tieBreakers.filter(({ sql }) => !keys.some((key) => key.sql === sql))] };
}

/** `after` names the columns `k1`, `k2`, … in place of what they are made of when the page is cut out of a sub-select that has them. */
export function pageSql(
  { joins, keys }: { readonly joins: string; readonly keys: readonly SortKey[] },
  start: PageStart,
  size: number,
  parameters: Parameters,
  { byColumns = false } = {},
): PageSql {
  const compared = byColumns ? keys.map((key, index) => ({ ...key, sql: columnOf(key, index) })) : keys;
  return {
    joins,
    keys,
    columns: keys
      .flatMap((key, index) => (key.column ? [] : `${key.sql} AS ${columnOf(key, index)}`))
      .join(', '),
    after: 'after' in start ? afterSql(compared, start.after, parameters) : 'true',
    orderBy: orderBySql(keys),
    limit: `LIMIT ${parameters.add(size + 1, 'bigint')} OFFSET ${parameters.add('offset' in start ? start.offset : 0, 'bigint')}`,
  };
}

/** Cuts the row too many off, and makes the token for the next page if there was one. */
export function pageOf<Row extends object>(
  rows: readonly Row[],
  size: number,
  keys: readonly SortKey[],
  digest: string,
): { rows: readonly Row[]; nextPageToken?: string } {
  if (rows.length <= size) return { rows };
  const page = rows.slice(0, size);
  const last = page.at(-1) as Record<string, unknown>;
  const values = keys.map((key, index) => plain(last[columnOf(key, index)]));
  return { rows: page, nextPageToken: writePageToken(digest, values) };
}

/** A sort value as JSON can hold it. */
function plain(value: unknown): unknown {
  return typeof value === 'bigint' || Number.isNaN(value) ? String(value) : value;
}
