import { invalidParameter } from '@millrace/contracts/errors';
import { NUMERIC, requireComparator } from '../comparators.ts';
import type { Comparison } from '../filter.ts';
import type { Grammar } from '../grammar.ts';
import { reprSet } from '../python-repr.ts';
import { readClause } from '../read-clause.ts';
import { type OrderBy, parseOrderBy } from '../parse-order-by.ts';
import { checkAssessmentValue, checkIssue, checkSpan } from './trace-checks.ts';
import { readTraceField, TRACE_NUMBERS, withStoredField } from './trace-fields.ts';
import { readTraceValue } from './trace-values.ts';

const TEXT_OPS = ['!=', '=', 'IN', 'NOT IN', 'LIKE', 'ILIKE', 'RLIKE'];
const KEYED_OPS = ['!=', '=', 'LIKE', 'ILIKE', 'RLIKE', 'IS NULL', 'IS NOT NULL'];
const ASSESSMENT_OPS = [...KEYED_OPS, '>', '>=', '<', '<='];

const SEARCHED = [
  'request_id',
  'timestamp',
  'timestamp_ms',
  'execution_time',
  'execution_time_ms',
  'end_time',
  'end_time_ms',
  'status',
  'client_request_id',
  'name',
  'run_id',
  'prompt',
  'text',
];
const ORDERED = [
  'experiment_id',
  'timestamp',
  'timestamp_ms',
  'execution_time',
  'execution_time_ms',
  'end_time',
  'end_time_ms',
  'status',
  'request_id',
  'name',
  'run_id',
];

/** Filters of traces: attributes, tags, metadata (type `request_metadata`), spans, feedback, expectations and issues. */
export const traceGrammar: Grammar = {
  quotesInvalidClauses: true,
  hasTimestamps: true,
  read: (parts) => {
    const comparison = readClause(
      identified(parts),
      (text) => readTraceField(text, SEARCHED),
      (field, node) => {
        checkAssessmentValue(field, parts[1]?.text ?? '', node);
        return readTraceValue(field, node);
      },
      () => undefined,
    );
    if (comparison.type === 'span' && comparison.value !== null) checkSpan(comparison, comparison.comparator);
    return { ...comparison, ...withStoredField(comparison) };
  },
  check,
};

/** `timestamp` on the left is a type to the lexer, and an attribute here. */
function identified(parts: Parameters<Grammar['read']>[0]): Parameters<Grammar['read']>[0] {
  const [left, ...rest] = parts;
  return left?.kind === 'builtin' && rest.length === 2 ? [{ ...left, kind: 'identifier' }, ...rest] : parts;
}

function check(comparison: Comparison): Comparison {
  const { type, key } = comparison;
  const comparator = comparison.comparator.toUpperCase();
  if (type === 'issue') checkIssue(key, comparator);
  else if (type === 'attribute') {
    if (TRACE_NUMBERS.includes(key)) requireComparator(comparator, NUMERIC, TEXT_OPS, false);
    else requireComparator(comparator, TEXT_OPS);
  } else if (type === 'tag') requireComparator(comparator, KEYED_OPS, KEYED_OPS, false);
  else if (type === 'request_metadata') requireComparator(comparator, KEYED_OPS);
  else if (type === 'span') checkSpan(comparison, comparator);
  else if (!ASSESSMENT_OPS.includes(comparator))
    throw invalidParameter(
      `assessment.${key} comparator '${comparator}' not one of '${reprSet(ASSESSMENT_OPS)}'`,
    );
  return { ...comparison, comparator };
}

/** Reads the order_by of a search for traces; `name` and `run_id` become the tag and the metadata that hold them. */
export function parseTraceOrder(clauses: readonly string[]): OrderBy[] {
  return clauses.map((clause) => {
    const order = parseOrderBy(clause, (text) => withStoredField(readTraceField(text, ORDERED)));
    if (!['attribute', 'tag', 'request_metadata'].includes(order.type))
      throw invalidParameter(`Invalid identifier type '${order.type}'`);
    return order;
  });
}
