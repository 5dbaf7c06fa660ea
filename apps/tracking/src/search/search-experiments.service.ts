import { Injectable } from '@nestjs/common';
import type { SearchExperiments } from '@millrace/contracts/tracking/experiments';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { experimentGrammar } from '@millrace/search/entities/experiment';
import { parseExperimentOrder } from '@millrace/search/entities/orders';
import { queryDigest, readPageToken } from '@millrace/search/page-token';
import { parseFilter } from '@millrace/search/parse-filter';
import { compileFilter } from '@millrace/search/sql/compile-filter';
import { pageOf, pageSql, sortBy } from '@millrace/search/sql/page';
import { Parameters } from '@millrace/search/sql/parameters';
import { sortKey } from '@millrace/search/sql/sort-keys';
import { experimentSearch } from '@millrace/search/sql/tagged-search';
import { experimentReply } from '../experiments/experiment-reply.ts';
import { requirePageSize } from './page-size.ts';
import { SearchExperimentsRepository } from './search-experiments.repository.ts';
import { viewSql } from './view.ts';

const USUAL_ORDER = ['creation_time DESC', 'experiment_id ASC'];
const TIE_BREAKERS = [sortKey('e.experiment_id', 'bigint', false)];

@Injectable()
export class SearchExperimentsService {
  constructor(private readonly repository: SearchExperimentsRepository) {}

  /** Answers as MLflow does; reads the parts of the request in the order in which it does. */
  async search(request: MessageOf<typeof SearchExperiments>): Promise<object> {
    const { filter = '', order_by, view_type = 'ACTIVE_ONLY' } = request;
    const size = requirePageSize(request.max_results ?? 0);
    const parsed = parseFilter(experimentGrammar, filter);
    const parameters = new Parameters();
    const where = compileFilter(experimentSearch, parsed, parameters);
    const orders = parseExperimentOrder(order_by.length > 0 ? order_by : USUAL_ORDER);
    const sorted = sortBy(experimentSearch, orders, TIE_BREAKERS, parameters);
    const digest = queryDigest('experiments', filter, order_by, view_type);
    const start = readPageToken(request.page_token, digest, sorted.keys);
    const page = pageSql(sorted, start, size, parameters);
    const condition = `${where} AND ${page.after} AND ${viewSql(view_type, 'e.deleted_ms')}`;
    const found = await this.repository.find(page, condition, parameters);
    const { rows, nextPageToken } = pageOf(found, size, sorted.keys, digest);
    return {
      ...(rows.length > 0 ? { experiments: rows.map(experimentReply) } : {}),
      ...(nextPageToken ? { next_page_token: nextPageToken } : {}),
    };
  }
}
