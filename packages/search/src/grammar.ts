import type { Comparison } from './filter.ts';
import type { Node } from './node.ts';

/**
 * How one entity reads a filter's clauses. Both functions throw INVALID_PARAMETER_VALUE in MLflow's words: `read` for what
 * is wrong with a clause as it stands, `check` for a comparator the field does not have, which MLflow finds only when it
 * makes SQL of a filter that parsed as a whole.
 */
export interface Grammar {
  /** `parts` are the clause's tokens without spaces: a left side, a comparator and, but for IS [NOT] NULL, a right side. */
  readonly read: (parts: readonly Node[]) => Comparison;
  /** Returns the comparison with its comparator in capitals and its value as the column has it. */
  readonly check: (comparison: Comparison) => Comparison;
  /** Whether the message about clauses that are none puts each in quotes. */
  readonly quotesInvalidClauses?: boolean;
  /** `timestamp` is an attribute, though sqlparse takes it for a type. */
  readonly hasTimestamps?: boolean;
  /** Clauses are read one after another, and a left side may be anything: the first that is wrong is told of. */
  readonly oneByOne?: boolean;
  /** Replaces the usual messages about filters that cannot be read at all. */
  readonly unreadable?: (filter: string, why: 'tokens' | 'statements' | 'clauses') => string;
}
