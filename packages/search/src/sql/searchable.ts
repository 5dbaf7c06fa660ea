import type { Comparison } from '../filter.ts';
import type { Grammar } from '../grammar.ts';
import type { Condition } from './conditions.ts';
import type { SortKey } from './sort-keys.ts';
import type { OrderBy } from '../parse-order-by.ts';

/** An entity that can be searched for: its grammar, and where its fields are kept. */
export interface Searchable {
  readonly grammar: Grammar;
  /** The condition for a field that `grammar.check` has let through. */
  readonly condition: (comparison: Comparison) => Condition;
  /** What a clause of order_by sorts by. */
  readonly sortKeys: (order: OrderBy) => SortTerm;
}

/** Sort keys; where they are of a key's value, that is `<alias>.value`, and `of` says where it is kept. */
export interface SortTerm {
  readonly keys: (alias: string) => readonly SortKey[];
  readonly of?: ValueColumn;
}

/** A column of a table that has a row for each key of a run: `params.value`. */
export interface ValueColumn {
  readonly table: string;
  readonly column: string;
}

/** Joins the value of a key to the rows that are sorted; `key` is its placeholder. */
export type ValueJoin = (alias: string, key: string, of: ValueColumn) => string;
