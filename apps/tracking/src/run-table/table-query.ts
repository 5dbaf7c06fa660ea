import type { ViewType } from '@millrace/contracts/tracking/experiments';
import { parseRunOrder } from '@millrace/search/entities/orders';
import { runGrammar } from '@millrace/search/entities/run';
import { parseFilter } from '@millrace/search/parse-filter';
import type { RunQuery } from '../search/run-page-sql.ts';

interface TableRequest {
  readonly experiment_ids: readonly string[];
  readonly filter?: string;
  readonly run_view_type?: NonNullable<typeof ViewType.type>;
  readonly order_by: readonly string[];
  readonly page_token?: string;
}

/** A request's filter and order, read as `runs/search` reads them. */
export function readTableQuery(request: TableRequest, pageSize: number): RunQuery {
  return {
    pageSize,
    filterText: request.filter ?? '',
    filter: parseFilter(runGrammar, request.filter),
    orderTexts: request.order_by,
    orders: parseRunOrder([...request.order_by]),
    view: request.run_view_type ?? 'ACTIVE_ONLY',
    pageToken: request.page_token,
    experimentIds: request.experiment_ids,
  };
}
