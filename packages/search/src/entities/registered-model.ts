import { invalidParameter } from '@millrace/contracts/errors';
import { PLAIN_TEXT, TEXT } from '../comparators.ts';
import type { Comparison } from '../filter.ts';
import type { Grammar } from '../grammar.ts';
import { readRegistryClause } from './registry-clause.ts';
import { readRegistryField } from './fields.ts';
import { readRegistryValue } from './values.ts';

/** Filters of registered models: their name and their tags. */
export const registeredModelGrammar: Grammar = {
  read: (parts) =>
    readRegistryClause(
      parts,
      (text) => readRegistryField(text, ['name']),
      (field, node) => readRegistryValue(field, node, { numbers: [], lists: ['name'] }),
    ),
  check: (comparison) => checkRegistryComparison(comparison, (key) => key === 'name'),
};

/** Checks a clause about text or a tag; `listed` says which attributes IN is for. */
export function checkRegistryComparison(
  comparison: Comparison,
  listed: (key: string) => boolean,
): Comparison {
  const comparator = comparison.comparator.toUpperCase();
  const { type, key } = comparison;
  if (type === 'tag') {
    if (!PLAIN_TEXT.includes(comparator as '='))
      throw invalidParameter(`Invalid comparator for tag: ${comparator}`);
  } else if (!TEXT.includes(comparator as '=') || (comparator.endsWith('IN') && !listed(key)))
    throw invalidParameter(`Invalid comparator for attribute: ${comparator}`);
  return { ...comparison, comparator };
}
