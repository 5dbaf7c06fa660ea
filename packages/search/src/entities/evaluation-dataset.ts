import { invalidParameter } from '@millrace/contracts/errors';
import { NUMERIC, PLAIN_TEXT } from '../comparators.ts';
import { type Comparison, type Field, isList } from '../filter.ts';
import type { Grammar } from '../grammar.ts';
import { type OrderBy, parseOrderBy } from '../parse-order-by.ts';
import { reprSet } from '../python-repr.ts';
import { readClause, splitOnce } from '../read-clause.ts';
import { requireInteger } from './integers.ts';
import { readRunValue } from './values.ts';

const NUMBERS = ['created_time', 'last_update_time'];
const ORDERED = ['name', ...NUMBERS];
const ATTRIBUTES = [...ORDERED, 'created_by', 'last_updated_by'];

/** Filters of evaluation datasets: attributes and `tags`, whose keys keep the quotes they are written in. */
export const evaluationDatasetGrammar: Grammar = {
  read: (parts) => {
    const comparison = readClause(
      parts,
      (text) => readField(text, ATTRIBUTES),
      (field, node) => readRunValue(field, node, { numbers: NUMBERS, lists: ['name'] }),
      requireTag,
    );
    if (isList(comparison.value) && comparison.comparator !== 'IN')
      throw invalidParameter("List values for 'name' are only supported with the IN comparator.");
    return comparison;
  },
  check,
};

function readField(text: string, attributes: readonly string[]): Field {
  const [first, key] = splitOnce(text);
  if (key === undefined) {
    if (!attributes.includes(first))
      throw invalidParameter(
        `Invalid attribute key '${first}' specified. Valid keys are: ${reprSet(attributes)}`,
      );
    return { type: 'attribute', key: first };
  }
  if (first !== 'tags') throw invalidParameter(`Invalid identifier token '${first}' specified`);
  return { type: 'tag', key };
}

function requireTag({ type, key }: Field): void {
  if (type !== 'tag')
    throw invalidParameter(
      `IS NULL / IS NOT NULL is only supported for tags and params, not for '${type}' '${key}'`,
    );
}

function check(comparison: Comparison): Comparison {
  const { type, key, comparator, value } = comparison;
  const isText = PLAIN_TEXT.includes(comparator as '=');
  if (type === 'tag') {
    if (!isText) throw invalidParameter(`Invalid comparator for tag: ${comparator}`);
    return comparison;
  }
  if (NUMBERS.includes(key)) {
    if (!NUMERIC.includes(comparator as '='))
      throw invalidParameter(`Invalid comparator for numeric attribute: ${comparator}`);
    return { ...comparison, value: requireInteger(key, value, true) };
  }
  if (!isText && !NUMERIC.includes(comparator as '=') && !(key === 'name' && comparator === 'IN'))
    throw invalidParameter(`Invalid comparator for string attribute: ${comparator}`);
  return comparison;
}

/** Reads the order_by of a search for evaluation datasets. */
export function parseEvaluationDatasetOrder(clauses: readonly string[]): OrderBy[] {
  return clauses.map((clause) => {
    const order = parseOrderBy(clause, (text) => readField(text, ORDERED));
    if (order.type !== 'attribute') throw invalidParameter(`Invalid order_by entity: ${order.type}`);
    return order;
  });
}
