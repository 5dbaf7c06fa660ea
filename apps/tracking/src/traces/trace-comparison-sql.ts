import { invalidParameter } from '@millrace/contracts/errors';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import type { Comparison, Value } from '@millrace/search/filter';
import { integerColumn, keyed, textColumn } from '@millrace/search/sql/conditions';
import type { Parameters } from '@millrace/search/sql/parameters';
import { assessmentSql } from './assessment-sql.ts';
import type { Scope } from './scope.ts';
import { COST, TOKEN_USAGE } from './trace-keys.ts';

const COLUMNS: Readonly<Record<string, string>> = {
  request_id: 't.trace_id',
  timestamp_ms: 't.timestamp_ms',
  execution_time_ms: 't.execution_ms',
  end_time_ms: 't.timestamp_ms + coalesce(t.execution_ms, 0)',
  status: 't.state',
  client_request_id: 't.client_request_id',
};

const owner = 'trace_id = t.trace_id';
const tag = keyed({ table: 'trace_tags', owner, value: textColumn('value') });
const metadata = keyed({ table: 'trace_metadata', owner, value: textColumn('value') });

/** SQL over `t` (a row of `traces`) for one comparison of a filter, spans aside. `scope` says which traces are searched. */
export function comparisonSql(comparison: Comparison, parameters: Parameters, scope: Scope): string {
  const { type, key } = comparison;
  switch (type) {
    case 'attribute':
      return attributeSql(comparison, parameters);
    case 'tag':
      return key === 'mlflow.linkedPrompts' ? promptSql(comparison, parameters) : tag(comparison, parameters);
    case 'request_metadata':
      return metadataSql(comparison, parameters);
    case 'issue':
      return `EXISTS (SELECT 1 FROM assessments a WHERE a.trace_id = t.trace_id AND a.kind = 'issue'
                      AND a.name = ${parameters.add(textOf(comparison.value))})`;
    default:
      return assessmentSql(comparison, parameters, scope);
  }
}

function attributeSql(comparison: Comparison, parameters: Parameters): string {
  const column = COLUMNS[comparison.key];
  if (column === undefined)
    throw invalidParameter(`Traces cannot be searched by the attribute '${comparison.key}'.`);
  const condition = comparison.key.endsWith('_ms') ? integerColumn(`(${column})`) : textColumn(column);
  return condition(comparison, parameters);
}

function metadataSql(comparison: Comparison, parameters: Parameters): string {
  const { key, comparator } = comparison;
  if ((key === TOKEN_USAGE || key === COST) && !['=', '!=', 'IS NULL', 'IS NOT NULL'].includes(comparator))
    throw invalidParameter(
      `Comparator '${comparator}' is not supported for reserved metadata '${key}'. ` +
        "Only '=', '!=', 'IS NULL', and 'IS NOT NULL' are supported.",
    );
  const own = metadata(comparison, parameters);
  if (key !== 'mlflow.sourceRun' || comparator !== '=') return own;
  // Traces may also be linked to the run later on.
  const uuid = runIdToUuid(textOf(comparison.value));
  if (uuid === undefined) return own;
  return `(${own} OR EXISTS (SELECT 1 FROM trace_runs r WHERE r.trace_id = t.trace_id AND r.run_id = ${parameters.add(uuid)}))`;
}

function promptSql({ comparator, value }: Comparison, parameters: Parameters): string {
  if (comparator !== '=')
    throw invalidParameter(
      `Invalid comparator '${comparator}' for prompts filter. Only '=' is supported with format: prompt = "name/version"`,
    );
  const prompt = textOf(value);
  if (prompt.split('/').length !== 2)
    throw invalidParameter(
      `Invalid prompts filter value '${prompt}'. Expected format: prompt = "name/version"`,
    );
  return `EXISTS (SELECT 1 FROM trace_prompts p WHERE p.trace_id = t.trace_id AND p.prompt = ${parameters.add(prompt)})`;
}

/** The text that a value is; a list is none. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  throw invalidParameter(`Expected a quoted string value. Got value ${JSON.stringify(value)}`);
}
