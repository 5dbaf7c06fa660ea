import { Injectable } from '@nestjs/common';
import type { SearchRuns } from '@millrace/contracts/tracking/runs';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { parseRunOrder } from '@millrace/search/entities/orders';
import { runGrammar } from '@millrace/search/entities/run';
import { parseFilter } from '@millrace/search/parse-filter';
import type { Comparison } from '@millrace/search/filter';
import { narrowingComparisons } from '@millrace/search/sql/narrow';
import { pageOf } from '@millrace/search/sql/page';
import { readExperimentIds } from './experiment-ids.ts';
import { requirePageSize } from './page-size.ts';
import { runPageSql, type RunQuery } from './run-page-sql.ts';
import { SearchRunsRepository } from './search-runs.repository.ts';

/** Looking this many runs up by their ids is quicker than going through the experiment's. */
const FEW_RUNS = 2000;
const MOST_COUNTED = 5;

@Injectable()
export class SearchRunsService {
  constructor(private readonly repository: SearchRunsRepository) {}

  /** Answers a search with JSON that is written already: `{"runs": […], "next_page_token": …}`, or `{"count": n}`. */
  async search(request: MessageOf<typeof SearchRuns>): Promise<Buffer> {
    const query = readQuery(request);
    if (request.count_only) return Buffer.from(`{"count":${await this.repository.count(query)}}`);
    // Made once before anything is asked of the database: it tells what is wrong with the query.
    const whole = runPageSql(query);
    const narrow = await this.narrowing(query);
    const page = narrow ? runPageSql(query, narrow) : whole;
    const found = await this.repository.find(page);
    const { rows, nextPageToken } = pageOf(found, query.pageSize, page.keys, page.digest);
    const runs = request.fields
      ? await this.repository.renderLean(rows, request.fields)
      : await this.repository.render(rows);
    return writePage(runs, nextPageToken);
  }

  /** The comparison that the fewest runs meet, if those are few: counted, because statistics are behind just where a table grows. */
  private async narrowing({ filter, experimentIds }: RunQuery): Promise<Comparison | undefined> {
    const comparisons = narrowingComparisons(filter).slice(0, MOST_COUNTED);
    const [id, ...others] = new Set(experimentIds);
    if (comparisons.length === 0 || id === undefined || others.length > 0) return undefined;
    const [experimentId] = readExperimentIds([id]);
    if (experimentId === undefined) return undefined;
    const counts = await this.repository.narrowCounts(comparisons, experimentId, FEW_RUNS + 1);
    const fewest = Math.min(...counts);
    return fewest <= FEW_RUNS ? comparisons[counts.indexOf(fewest)] : undefined;
  }
}

const COMMA = Buffer.from(',');

/** The runs come as bytes and go as bytes: a large page is copied once, and never decoded. */
function writePage(runs: readonly Buffer[], nextPageToken: string | undefined): Buffer {
  const token = nextPageToken ? `"next_page_token":"${nextPageToken}"` : '';
  if (runs.length === 0) return Buffer.from(`{${token}}`);
  const list = runs.flatMap((run, index) => (index === 0 ? [run] : [COMMA, run]));
  return Buffer.concat([Buffer.from('{"runs":['), ...list, Buffer.from(token ? `],${token}}` : ']}')]);
}

/** Reads the parts of a request in the order in which MLflow does. */
function readQuery(request: MessageOf<typeof SearchRuns>): RunQuery {
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
