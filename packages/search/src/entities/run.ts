import { NULLABLE_TEXT, NUMERIC, requireComparator, TEXT } from '../comparators.ts';
import { invalidParameter } from '@millrace/contracts/errors';
import type { Comparison, Field } from '../filter.ts';
import type { Grammar } from '../grammar.ts';
import { readClause } from '../read-clause.ts';
import { readRunField } from './fields.ts';
import { readRunValue } from './values.ts';

const ATTRIBUTES = [
  'run_id',
  'run_name',
  'user_id',
  'status',
  'start_time',
  'end_time',
  'artifact_uri',
  'created',
  'Created',
  'run name',
  'Run name',
  'Run Name',
];
const NUMBERS = ['start_time', 'end_time', 'created', 'Created'];
export const RUN_ORDER_KEYS = ATTRIBUTES.filter((key) => !key.includes(' '));

const ALIASES: Readonly<Record<string, string>> = {
  created: 'start_time',
  Created: 'start_time',
  'run name': 'run_name',
  'Run name': 'run_name',
  'Run Name': 'run_name',
};

/** Another name of an attribute, though MLflow takes it for metrics, params and tags of that name alike. */
export function runKey(key: string): string {
  return ALIASES[key] ?? key;
}

/** Filters of runs: attributes, metrics, params, tags and datasets. */
export const runGrammar: Grammar = {
  quotesInvalidClauses: true,
  read: (parts) =>
    readClause(
      parts,
      (text) => readRunField(text, ATTRIBUTES),
      (field, node) => readRunValue(field, node, { numbers: NUMBERS, lists: ['run_id'] }),
      requireTagOrParam,
    ),
  check,
};

function requireTagOrParam({ type, key }: Field): void {
  if (type !== 'tag' && type !== 'parameter')
    throw invalidParameter(
      `IS NULL / IS NOT NULL is only supported for tags and params, not for '${type}' '${key}'`,
    );
}

function check(comparison: Comparison): Comparison {
  const comparator = comparison.comparator.toUpperCase();
  const key = runKey(comparison.key);
  switch (comparison.type) {
    case 'metric':
      requireComparator(comparator, NUMERIC, NUMERIC, false);
      break;
    case 'parameter':
      requireComparator(comparator, NULLABLE_TEXT);
      break;
    case 'tag':
      requireComparator(comparator, NULLABLE_TEXT, NULLABLE_TEXT, false);
      break;
    case 'dataset':
      requireComparator(comparator, TEXT, TEXT, false);
      break;
    default:
      if (NUMBERS.includes(key)) requireComparator(comparator, NUMERIC, TEXT, false);
      else requireComparator(comparator, TEXT);
  }
  return { ...comparison, key, comparator };
}
