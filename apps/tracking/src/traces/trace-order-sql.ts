import { invalidParameter } from '@millrace/contracts/errors';
import { pythonRepr } from '@millrace/contracts/wire/python-text';
import { parseTraceOrder } from '@millrace/search/entities/trace';
import type { Parameters } from '@millrace/search/sql/parameters';
import { COST, TOKEN_USAGE } from './trace-keys.ts';

const COLUMNS: Readonly<Record<string, string>> = {
  experiment_id: 't.experiment_id',
  timestamp_ms: 't.timestamp_ms',
  execution_time_ms: 't.execution_ms',
  status: 't.state',
  request_id: 't.trace_id',
};

/** The ORDER BY of a search: what is asked for, traces without it last; then the newest first, then by id. */
export function traceOrderSql(clauses: readonly string[], parameters: Parameters): string {
  const orders = parseTraceOrder(clauses);
  const seen = new Set<string>();
  const terms = orders.flatMap(({ type, key, ascending }) => {
    if (seen.has(`${type}.${key}`))
      throw invalidParameter(`\`order_by\` contains duplicate fields: ${pythonRepr([...clauses])}`);
    seen.add(`${type}.${key}`);
    const expression = expressionOf(type, key, parameters);
    return [`(${expression}) IS NULL`, `${expression} ${ascending ? 'ASC' : 'DESC'}`];
  });
  if (!seen.has('attribute.timestamp_ms')) terms.push('t.timestamp_ms DESC');
  if (!seen.has('attribute.request_id')) terms.push('t.trace_id');
  return terms.join(', ');
}

function expressionOf(type: string, key: string, parameters: Parameters): string {
  if (type === 'attribute') {
    const column = COLUMNS[key];
    if (column !== undefined) return column;
    throw invalidParameter(`Traces cannot be ordered by '${key}'.`);
  }
  if (type === 'request_metadata' && (key === TOKEN_USAGE || key === COST))
    throw invalidParameter(
      `Ordering by reserved metadata '${key}' is not supported because it is represented by multiple columns.`,
    );
  const table = type === 'tag' ? 'trace_tags' : 'trace_metadata';
  return `(SELECT k.value FROM ${table} k WHERE k.trace_id = t.trace_id AND k.key = ${parameters.add(key)})`;
}
