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
  async search(request: MessageOf<typeof SearchRuns>): Promise<string> {
    const query = readQuery(request);
    if (request.count_only) return `{"count":${await this.repository.count(query)}}`;
    const page = runPageSql(query);
    const found = await this.repository.find(page);
    const { rows, nextPageToken } = pageOf(found, query.pageSize, page.keys, page.digest);
    const runs = await this.repository.render(
      rows.map((row) => row.run_id),
      request.fields,
    );
    const parts = [
      ...(runs.length > 0 ? [`"runs":[${runs.join(',')}]`] : []),
      ...(nextPageToken ? [`"next_page_token":"${nextPageToken}"`] : []),
    ];
    return `{${parts.join(',')}}`;
  }
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
