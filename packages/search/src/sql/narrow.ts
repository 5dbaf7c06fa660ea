import type { Comparison, Filter } from '../filter.ts';
import { checkFilter } from './compile-filter.ts';
import type { Parameters } from './parameters.ts';
import { runSearch } from './run-search.ts';

/** The characters of a value that the indexes by experiment, key and value hold. */
const VALUE_START = 40;
const TABLES: Readonly<Record<string, string>> = { parameter: 'params', tag: 'run_tags' };

/**
 * The comparisons of a run filter, each of which all found runs must meet, whose runs an index yields: a parameter or a tag
 * that equals a text.
 */
export function narrowingComparisons(filter: Filter): Comparison[] {
  const checked = checkFilter(runSearch, filter);
  const parts = filter.kind === 'and' ? filter.parts : [filter];
  return parts
    .flatMap((part) => checked.get(part) ?? [])
    .filter(
      ({ type, comparator, value }) => comparator === '=' && type in TABLES && typeof value === 'string',
    );
}

/** What of a filter is left to ask of runs that were found by one of those comparisons. */
export function besides(narrow: Comparison, filter: Filter): Filter {
  const checked = checkFilter(runSearch, filter);
  const parts = filter.kind === 'and' ? filter.parts : [filter];
  return { kind: 'and', parts: parts.filter((part) => !isSame(checked.get(part), narrow)) };
}

function isSame(one: Comparison | undefined, other: Comparison): boolean {
  return (
    one?.type === other.type &&
    one.key === other.key &&
    one.comparator === other.comparator &&
    one.value === other.value
  );
}

/** Yields the column `run_id`: the runs of an experiment (its placeholder) that meet one of those comparisons. */
export function narrowedRunsSql(
  { type, key, value }: Comparison,
  experimentId: string,
  parameters: Parameters,
): string {
  const text = parameters.add(value, 'text');
  return `SELECT run_id FROM ${TABLES[type]} WHERE experiment_id = ${experimentId} AND key = ${parameters.add(key, 'text')}
    AND left(value, ${VALUE_START}) = left(${text}, ${VALUE_START}) AND value = ${text}`;
}
