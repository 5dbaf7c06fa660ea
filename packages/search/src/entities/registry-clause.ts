import type { Comparison, Field, Value } from '../filter.ts';
import type { Node } from '../node.ts';
import { readClause } from '../read-clause.ts';

/** The registry takes comparators in any case from the start, and knows no IS NULL. */
export function readRegistryClause(
  parts: readonly Node[],
  readField: (text: string) => Field,
  readValue: (field: Field, node: Node) => Value,
): Comparison {
  const comparison = readClause(parts, readField, readValue);
  return { ...comparison, comparator: comparison.comparator.toUpperCase() };
}
