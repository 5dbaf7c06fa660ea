import { Injectable } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import { parseExperimentId } from '@millrace/contracts/tracking/experiment-id';
import { traceGrammar } from '@millrace/search/entities/trace';
import { readPageToken } from '@millrace/search/page-token';
import { parseFilter } from '@millrace/search/parse-filter';
import { Parameters } from '@millrace/search/sql/parameters';
import { requirePageSize } from '../search/page-size.ts';
import { writePageToken } from './page-token.ts';
import type { Scope } from './scope.ts';
import { traceFilterSql } from './trace-filter-sql.ts';
import type { TraceInfo } from './trace-info.ts';
import { traceOrderSql } from './trace-order-sql.ts';
import { TracesRepository } from './traces.repository.ts';

export interface TraceSearch {
  readonly experimentIds: readonly string[];
  readonly filter?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly orderBy: readonly string[];
  readonly pageToken?: string | undefined;
}

@Injectable()
export class SearchTracesService {
  constructor(private readonly traces: TracesRepository) {}

  /** A page of the traces that a filter names, and the token of the next page where this one is full. */
  async search(search: TraceSearch): Promise<{ traces: TraceInfo[]; nextPageToken?: string }> {
    const limit = requirePageSize(search.maxResults ?? 100);
    const parameters = new Parameters();
    const scope = scopeSql(search.experimentIds, parameters);
    const order = traceOrderSql(search.orderBy, parameters);
    const condition = traceFilterSql(parseFilter(traceGrammar, search.filter), parameters, scope);
    const start = readPageToken(search.pageToken, '', []);
    const offset = 'offset' in start ? start.offset : 0;
    const traces = await this.traces
      .search(`${scope('t')} AND ${condition}`, order, parameters.values, { limit, offset })
      .catch(nothingOnBadPattern);
    return traces.length === limit ? { traces, nextPageToken: writePageToken(offset + limit) } : { traces };
  }
}

/** PostgreSQL's code for a regular expression that is none; in MLflow such a pattern meets nothing. */
const INVALID_REGULAR_EXPRESSION = '2201B';

function nothingOnBadPattern(error: unknown): [] {
  if ((error as { code?: unknown } | null)?.code === INVALID_REGULAR_EXPRESSION) return [];
  throw error;
}

/** SQL for the traces of these experiments; 400 for an id that is no number. */
export function scopeSql(experimentIds: readonly string[], parameters: Parameters): Scope {
  const ids = parameters.add(knownExperiments(experimentIds), 'int[]');
  return (alias) => `${alias}.experiment_id = ANY (${ids})`;
}

/** The numbers of experiments that may exist. */
export function knownExperiments(experimentIds: readonly string[]): number[] {
  return experimentIds.flatMap((id) => {
    try {
      return [parseExperimentId(id)];
    } catch (error) {
      if (error instanceof MlflowError && error.errorCode === 'RESOURCE_DOES_NOT_EXIST') return [];
      throw error;
    }
  });
}
