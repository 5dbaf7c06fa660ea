import { invalidParameter } from '@millrace/contracts/errors';
import { type Comparison, isList } from '@millrace/search/filter';
import { textColumn } from '@millrace/search/sql/conditions';
import type { Parameters } from '@millrace/search/sql/parameters';
import { textOf } from './trace-comparison-sql.ts';

const ATTRIBUTES = 'attributes.';

/** SQL over `t`: the trace has a span that meets all of these comparisons. */
export function spansSql(comparisons: readonly Comparison[], parameters: Parameters): string {
  const conditions = comparisons.map((comparison) => spanSql(comparison, parameters));
  return `EXISTS (SELECT 1 FROM spans p WHERE p.trace_id = t.trace_id AND ${conditions.join(' AND ')})`;
}

function spanSql(comparison: Comparison, parameters: Parameters): string {
  const { key, comparator, value } = comparison;
  if (!key.startsWith(ATTRIBUTES)) return textColumn(`p.${key}`)(comparison, parameters);
  if (isList(value)) throw invalidParameter('Attributes of spans cannot be compared with a list.');
  const name = key.slice(ATTRIBUTES.length).replace(/^`(.*)`$/, '$1');
  const pattern = comparator === 'RLIKE' ? jsonPattern(name, textOf(value)) : `%"${name}"${textOf(value)}%`;
  return textColumn('p.content')({ ...comparison, value: pattern }, parameters);
}

/** A regular expression on an attribute's value becomes one on the span's JSON, where the value is JSON text in a text. */
function jsonPattern(name: string, pattern: string): string {
  const start = pattern.startsWith('^') ? '"\\\\"' : '"\\\\".*';
  const end = pattern.endsWith('$') ? '\\\\"' : '';
  return `"${name}": ${start}${pattern.replace(/^\^/, '').replace(/\$$/, '')}${end}`;
}
