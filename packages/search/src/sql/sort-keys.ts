/** One thing rows are sorted by. Never null: what may be missing is sorted by whether it is there first. */
export interface SortKey {
  readonly sql: string;
  readonly ascending: boolean;
  readonly type: SortType;
}

/** PostgreSQL's type, and what a page token may hold for it. */
export type SortType = 'text' | 'bigint' | 'float8' | 'uuid';

export function sortKey(sql: string, type: SortType, ascending: boolean): SortKey {
  return { sql, type, ascending };
}

/** A value that may be missing; rows without it come last whatever the direction. */
export function nullableSortKeys(sql: string, type: 'text' | 'bigint', ascending: boolean): SortKey[] {
  const stand = type === 'text' ? `''` : '0';
  return [
    sortKey(`(${sql} IS NULL)::int`, 'bigint', true),
    sortKey(`coalesce(${sql}, ${stand})`, type, ascending),
  ];
}

/** A metric: numbers, then NaN, then rows without it, whatever the direction. */
export function metricSortKeys(sql: string, ascending: boolean): SortKey[] {
  return [
    sortKey(`CASE WHEN ${sql} IS NULL THEN 2 WHEN ${sql} = 'NaN' THEN 1 ELSE 0 END`, 'bigint', true),
    sortKey(`CASE WHEN ${sql} <> 'NaN' THEN ${sql} ELSE 0 END`, 'float8', ascending),
  ];
}

export function orderBySql(keys: readonly SortKey[]): string {
  return keys.map(({ sql, ascending }) => `${sql}${ascending ? '' : ' DESC'}`).join(', ');
}
