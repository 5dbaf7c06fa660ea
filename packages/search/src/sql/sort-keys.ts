/** One thing rows are sorted by. */
export interface SortKey {
  readonly sql: string;
  readonly ascending: boolean;
  readonly type: SortType;
  /** It may be missing: rows without it come last whatever the direction. */
  readonly nullable?: boolean;
  /** The result's own column that shows it, where there is one. */
  readonly column?: string;
}

/** PostgreSQL's type, and what a page token may hold for it. */
export type SortType = 'text' | 'bigint' | 'float8' | 'uuid';

export function sortKey(sql: string, type: SortType, ascending: boolean): SortKey {
  return { sql, type, ascending };
}

/** A value that may be missing; rows without it come last whatever the direction. */
export function nullableSortKey(sql: string, type: 'text' | 'bigint', ascending: boolean): SortKey {
  return { sql, type, ascending, nullable: true };
}

/**
 * A metric: numbers, then NaN, then rows without it, whatever the direction. To PostgreSQL NaN is the largest number, so the
 * largest come first where what is sorted is the negative.
 */
export function metricSortKey(sql: string, ascending: boolean): SortKey {
  return { sql: ascending ? sql : `(-${sql})`, type: 'float8', ascending: true, nullable: true };
}

/** The column of a result that shows a key: the row's own, or `k1`, `k2`, … */
export function columnOf({ column }: SortKey, index: number): string {
  return column ?? `k${index + 1}`;
}

/** What to sort by; `of` says what each key is made of. */
export function orderBySql(
  keys: readonly SortKey[],
  of: (key: SortKey, index: number) => string = ({ sql }) => sql,
): string {
  return keys
    .map((key, index) => {
      const direction = key.ascending ? '' : ' DESC';
      // What is ascending has its nulls last as it is; said, it would keep an index from being used.
      return `${of(key, index)}${direction}${key.nullable && !key.ascending ? ' NULLS LAST' : ''}`;
    })
    .join(', ');
}
