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

/** Sort keys, and the joins they read from (`LEFT JOIN …`), written with the alias and the key's placeholder. */
export interface SortTerm {
  readonly keys: (alias: string) => readonly SortKey[];
  readonly join?: (alias: string, key: string) => string;
}
