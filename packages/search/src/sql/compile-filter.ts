import { invalidParameter } from '@millrace/contracts/errors';
import { comparisonsOf, type Comparison, type Filter } from '../filter.ts';
import type { Parameters } from './parameters.ts';
import type { Searchable } from './searchable.ts';

/** Each of these is looked up for every row, and PostgreSQL plans them one by one. */
const MOST_COMPARISONS = 500;

/**
 * Makes SQL of a filter: a condition for WHERE, over the tables and aliases that the entity's definition names. Throws
 * INVALID_PARAMETER_VALUE for a comparator that a field does not have, and for more than 500 comparisons.
 */
export function compileFilter(entity: Searchable, filter: Filter, parameters: Parameters): string {
  const checked = checkFilter(entity, filter);
  const compile = (part: Filter): string => {
    switch (part.kind) {
      case 'comparison':
        return entity.condition(checked.get(part) as Comparison)(checked.get(part) as Comparison, parameters);
      case 'not':
        // A clause about a key that a row lacks is null: what is not true is what NOT is for.
        return `(${compile(part.part)}) IS NOT TRUE`;
      case 'or':
        return `(${part.parts.map(compile).join(' OR ')})`;
      default:
        return conjunction(part.parts.toSorted(byCost).map(compile));
    }
  };
  return compile(filter);
}

/** The comparisons of a filter as their columns have them. Checked in the order they were written: the first wrong one is told of. */
export function checkFilter(entity: Searchable, filter: Filter): Map<Filter, Comparison> {
  const all = comparisonsOf(filter);
  if (all.length > MOST_COMPARISONS)
    throw invalidParameter(
      `A filter may have at most ${MOST_COMPARISONS} comparisons, this one has ${all.length}.`,
    );
  return new Map(all.map((comparison) => [comparison, entity.grammar.check(comparison)]));
}

function conjunction(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : `(${conditions.map((each) => `(${each})`).join(' AND ')})`;
}

/** PostgreSQL checks conditions in the order they are written: those on the row itself first, then the likely narrow ones. */
function byCost(a: Filter, b: Filter): number {
  return cost(a) - cost(b);
}

function cost(filter: Filter): number {
  if (filter.kind !== 'comparison') return 3;
  if (filter.type.startsWith('attribute')) return 0;
  return filter.comparator === '=' ? 1 : 2;
}
