import type { Comparison, Filter } from '@millrace/search/filter';
import { traceGrammar } from '@millrace/search/entities/trace';
import type { Parameters } from '@millrace/search/sql/parameters';
import { spansSql } from './span-sql.ts';
import type { Scope } from './scope.ts';
import { comparisonSql } from './trace-comparison-sql.ts';

/** SQL over `t` (a row of `traces`) for a filter; `scope` says which traces are searched at all. */
export function traceFilterSql(filter: Filter, parameters: Parameters, scope: Scope): string {
  switch (filter.kind) {
    case 'comparison': {
      const checked = traceGrammar.check(filter);
      return checked.type === 'span'
        ? spansSql([checked], parameters)
        : comparisonSql(checked, parameters, scope);
    }
    case 'not':
      return `NOT coalesce(${traceFilterSql(filter.part, parameters, scope)}, false)`;
    case 'or':
      return joined(
        filter.parts.map((part) => traceFilterSql(part, parameters, scope)),
        'OR',
        'false',
      );
    default: {
      // Conditions on spans that stand side by side are about one and the same span.
      const parts = filter.parts.map((part) =>
        part.kind === 'comparison' ? traceGrammar.check(part) : part,
      );
      const spans = parts.filter(isSpan);
      const rest = parts.filter((part) => !isSpan(part));
      const sql = rest.map((part) => traceFilterSql(part, parameters, scope));
      if (spans.length > 0) sql.push(spansSql(spans, parameters));
      return joined(sql, 'AND', 'true');
    }
  }
}

function isSpan(filter: Filter): filter is Comparison {
  return filter.kind === 'comparison' && filter.type === 'span';
}

function joined(parts: readonly string[], word: string, none: string): string {
  return parts.length === 0 ? none : `(${parts.join(` ${word} `)})`;
}
