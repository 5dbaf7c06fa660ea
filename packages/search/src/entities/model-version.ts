import { invalidParameter } from '@millrace/contracts/errors';
import { NUMERIC } from '../comparators.ts';
import type { Comparison } from '../filter.ts';
import type { Grammar } from '../grammar.ts';
import { reprSet } from '../python-repr.ts';
import { readRegistryClause } from './registry-clause.ts';
import { readRegistryField } from './fields.ts';
import { requireInteger } from './integers.ts';
import { checkRegistryComparison } from './registered-model.ts';
import { readRegistryValue } from './values.ts';

const ATTRIBUTES = ['name', 'version_number', 'run_id', 'source_path'];
const LISTED = ['name', 'run_id'];
const NUMBERS = ['version_number', 'creation_timestamp', 'last_updated_timestamp'];

/** Filters of model versions: name, number, run, source and tags. */
export const modelVersionGrammar: Grammar = {
  read: (parts) =>
    readRegistryClause(
      parts,
      (text) => readRegistryField(text, ATTRIBUTES),
      (field, node) => readRegistryValue(field, node, { numbers: NUMBERS, lists: LISTED }, reprSet(NUMBERS)),
    ),
  check,
};

function check(comparison: Comparison): Comparison {
  const { type, key, value } = comparison;
  const comparator = comparison.comparator.toUpperCase();
  if (type !== 'attribute' || key !== 'version_number')
    return checkRegistryComparison(comparison, (each) => LISTED.includes(each));
  if (!NUMERIC.includes(comparator as '='))
    throw invalidParameter(`Invalid comparator for attribute ${key}: ${comparator}`);
  return { ...comparison, comparator, value: requireInteger(key, value, false) };
}
