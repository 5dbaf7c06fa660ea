import { Injectable } from '@nestjs/common';
import type { SearchRuns } from '@millrace/contracts/tracking/runs';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { parseRunOrder } from '@millrace/search/entities/orders';
import { runGrammar } from '@millrace/search/entities/run';
import { parseFilter } from '@millrace/search/parse-filter';
import { pageOf } from '@millrace/search/sql/page';
import { requirePageSize } from './page-size.ts';
import { runPageSql, type RunQuery } from './run-page-sql.ts';
import { SearchRunsRepository } from './search-runs.repository.ts';

@Injectable()
export class SearchRunsService {
  constructor(private readonly repository: SearchRunsRepository) {}

  /** Answers a search with JSON that is written already: `{"runs": […], "next_page_token": …}`, or `{"count": n}`. */
  async search(request: MessageOf<typeof SearchRuns>): Promise<Buffer> {
    const query = readQuery(request);
    if (request.count_only) return Buffer.from(`{"count":${await this.repository.count(query)}}`);
    const page = runPageSql(query);
    const found = await this.repository.find(page);
    const { rows, nextPageToken } = pageOf(found, query.pageSize, page.keys, page.digest);
    const runs = request.fields
      ? await this.repository.renderLean(rows, request.fields)
      : await this.repository.render(rows);
    return writePage(runs, nextPageToken);
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
