import { dumpPythonJson } from '@millrace/contracts/wire/python-json';
import { type Comparison, isNumber } from '@millrace/search/filter';
import type { Parameters } from '@millrace/search/sql/parameters';
import { textColumn, doubleColumn } from '@millrace/search/sql/conditions';
import type { Scope } from './scope.ts';
import { SESSION } from './trace-keys.ts';

/**
 * SQL over `t` for a comparison with feedback or an expectation. One that was made of a whole session (its metadata
 * names the session) counts for every searched trace of that session.
 */
export function assessmentSql(comparison: Comparison, parameters: Parameters, scope: Scope): string {
  const conditions = [
    `a.kind = ${parameters.add(comparison.type)}`,
    `a.name = ${parameters.add(comparison.key)}`,
    'a.valid',
    ...valueConditions(comparison, parameters),
  ].join(' AND ');
  const own = `EXISTS (SELECT 1 FROM assessments a WHERE a.trace_id = t.trace_id AND ${conditions})`;
  const session = parameters.add(SESSION);
  const ofSession = `t.trace_id IN (
    SELECT mine.trace_id FROM assessments a
    JOIN traces s ON s.trace_id = a.trace_id AND ${scope('s')}
    JOIN trace_metadata other ON other.trace_id = a.trace_id AND other.key = ${session}
    JOIN trace_metadata mine ON mine.key = ${session} AND mine.value = other.value
    WHERE ${conditions} AND strpos(a.metadata, '"' || ${session} || '":') > 0)`;
  const any = `(${own} OR ${ofSession})`;
  return comparison.comparator === 'IS NULL' ? `NOT ${any}` : any;
}

const NUMBER = "(CASE WHEN a.value ~ '^-?[0-9]' THEN a.value::float8 END)";

/** Values are kept as JSON: true, 5 and text in quotes. Only numbers are compared by size. */
function valueConditions(comparison: Comparison, parameters: Parameters): string[] {
  const { comparator, value } = comparison;
  if (comparator === 'IS NULL' || comparator === 'IS NOT NULL') return [];
  if (isNumber(value) && !['=', '!='].includes(comparator))
    return [doubleColumn(NUMBER)(comparison, parameters)];
  if (comparator !== '=' && comparator !== '!=') return [textColumn('a.value')(comparison, parameters)];
  const text = isNumber(value) ? value.digits : String(value);
  const texts = parameters.add([text, dumpPythonJson(text)]);
  return [comparator === '=' ? `a.value = ANY (${texts})` : `a.value <> ALL (${texts})`];
}
