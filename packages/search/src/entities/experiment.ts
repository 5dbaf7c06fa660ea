import { invalidParameter } from '@millrace/contracts/errors';
import { NUMERIC, PLAIN_TEXT, requireComparator, TEXT } from '../comparators.ts';
import { type Comparison, type Field, isList, type Value } from '../filter.ts';
import type { Grammar } from '../grammar.ts';
import { readClause } from '../read-clause.ts';
import { readTaggedField } from './fields.ts';
import { requireInteger } from './integers.ts';
import { readRunValue } from './values.ts';

export const EXPERIMENT_KEYS = ['name', 'experiment_id', 'creation_time', 'last_update_time'];
const NUMBERS = ['creation_time', 'last_update_time'];

/** Filters of experiments: attributes and tags. Comparators count as they are written: `like` is none. */
export const experimentGrammar: Grammar = {
  read: (parts) =>
    readClause(
      parts,
      (text) => readTaggedField(text, EXPERIMENT_KEYS),
      (field, node) => readRunValue(field, node, { numbers: NUMBERS, lists: ['experiment_id'] }),
      requireTag,
    ),
  check,
};

function requireTag({ type, key }: Field): void {
  if (type !== 'tag')
    throw invalidParameter(`IS NULL / IS NOT NULL is only supported for tags, not for attribute '${key}'`);
}

function check(comparison: Comparison): Comparison {
  const { type, key, comparator, value } = comparison;
  if (type === 'tag') {
    if (!['IS NULL', 'IS NOT NULL', ...PLAIN_TEXT].includes(comparator))
      throw invalidParameter(`Invalid comparator for tag: ${comparator}`);
    return comparison;
  }
  if (key === 'experiment_id') {
    if (!['=', '!=', 'IN', 'NOT IN'].includes(comparator))
      throw invalidParameter(`Invalid comparator for experiment_id: ${comparator}`);
    return { ...comparison, value: experimentIds(value) };
  }
  if (!NUMBERS.includes(key)) {
    requireComparator(comparator, TEXT);
    if (comparator === 'IN' || comparator === 'NOT IN')
      throw invalidParameter(`Invalid comparator for string attribute: ${comparator}`);
    return comparison;
  }
  requireComparator(comparator, NUMERIC, TEXT, false);
  return { ...comparison, value: requireInteger(key, value, true) };
}

function experimentIds(value: Value): Value {
  return isList(value)
    ? value.map(parseExperimentId)
    : parseExperimentId(typeof value === 'string' ? value : '');
}

/** An experiment's id as Python's int() reads it, in plain digits. */
export function parseExperimentId(text: string): string {
  if (!/^\s*[+-]?\d+(_\d+)*\s*$/.test(text))
    throw invalidParameter(`Invalid experiment ID '${text}'. Experiment ID must be a valid integer.`);
  return BigInt(text.trim().replaceAll('_', '').replace(/^\+/, '')).toString();
}
