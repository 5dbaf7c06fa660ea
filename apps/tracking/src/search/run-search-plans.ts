import type { SearchRuns } from '@millrace/contracts/tracking/runs';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { parseRunOrder } from '@millrace/search/entities/orders';
import { runGrammar } from '@millrace/search/entities/run';
import type { Comparison } from '@millrace/search/filter';
import { parseFilter } from '@millrace/search/parse-filter';
import { narrowingComparisons } from '@millrace/search/sql/narrow';
import { requirePageSize } from './page-size.ts';
import { runPageSql, type RunPageSql, type RunQuery } from './run-page-sql.ts';

type Request = MessageOf<typeof SearchRuns>;

const MOST_COUNTED = 5;
const MOST_KEPT = 200;
/** A longer request takes memory, and hardly comes again. */
const LONGEST = 4000;

/** What a search asks of the database. */
export class RunSearchPlan {
  /** Throws what is wrong with the query, before anything is asked. */
  readonly whole: RunPageSql;
  /** The comparisons of which one may find the runs by itself. */
  readonly narrowing: readonly Comparison[];
  private readonly narrowed = new Map<Comparison, RunPageSql>();

  constructor(readonly query: RunQuery) {
    this.whole = runPageSql(query);
    this.narrowing = narrowingComparisons(query.filter).slice(0, MOST_COUNTED);
  }

  /** The statement that begins with the runs that meet one of `narrowing`. */
  narrowedBy(comparison: Comparison): RunPageSql {
    let page = this.narrowed.get(comparison);
    if (!page) this.narrowed.set(comparison, (page = runPageSql(this.query, comparison)));
    return page;
  }
}

/** Plans of searches. People and programs ask the same again and again: the first pages that were asked for last are kept. */
export class RunSearchPlans {
  private readonly kept = new Map<string, RunSearchPlan>();

  of(request: Request): RunSearchPlan {
    if (request.page_token) return new RunSearchPlan(readQuery(request));
    const { experiment_ids, filter, order_by, run_view_type, max_results } = request;
    const key = JSON.stringify([experiment_ids, filter, order_by, run_view_type, max_results]);
    const plan = this.kept.get(key) ?? new RunSearchPlan(readQuery(request));
    if (key.length > LONGEST) return plan;
    // What was asked for last stands last.
    this.kept.delete(key);
    this.kept.set(key, plan);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return plan;
  }
}

/** Reads the parts of a request in the order in which MLflow does. */
export function readQuery(request: Request): RunQuery {
  return {
    pageSize: requirePageSize(request.max_results ?? 1000),
    filterText: request.filter ?? '',
    filter: parseFilter(runGrammar, request.filter),
    orderTexts: request.order_by,
    orders: parseRunOrder(request.order_by),
    view: request.run_view_type ?? 'ACTIVE_ONLY',
    pageToken: request.page_token,
    experimentIds: request.experiment_ids,
  };
}
