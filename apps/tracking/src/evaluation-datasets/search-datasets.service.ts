import { Injectable } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import type { SearchEvaluationDatasets } from '@millrace/contracts/tracking/evaluation-datasets';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Database } from '@millrace/database/database';
import { parseEvaluationDatasetOrder } from '@millrace/search/entities/evaluation-dataset';
import { queryDigest, readPageToken, requireReadable } from '@millrace/search/page-token';
import { parseFilter } from '@millrace/search/parse-filter';
import { compileFilter } from '@millrace/search/sql/compile-filter';
import { pageOf, pageSql, sortBy } from '@millrace/search/sql/page';
import { Parameters } from '@millrace/search/sql/parameters';
import { sortKey } from '@millrace/search/sql/sort-keys';
import { evaluationDatasetSearch } from '@millrace/search/sql/tagged-search';
import { boundedQuery } from '../search/bounded-query.ts';
import { requirePageSize } from '../search/page-size.ts';
import { DATASET_COLUMNS } from './datasets.repository.ts';
import type { EvaluationDatasetRow } from './evaluation-dataset.ts';

@Injectable()
export class SearchEvaluationDatasetsService {
  constructor(private readonly database: Database) {}

  /** A page of the datasets that a filter names, the newest first unless it says otherwise. */
  async search(
    request: MessageOf<typeof SearchEvaluationDatasets>,
  ): Promise<{ datasets: readonly EvaluationDatasetRow[]; nextPageToken?: string }> {
    const { filter_string: filter = '', experiment_ids: experiments, order_by: orderBy } = request;
    const size = requireSize(request.max_results);
    requireReadable(request.page_token);
    const parameters = new Parameters();
    const parsed = parseFilter(evaluationDatasetSearch.grammar, filter);
    const where = compileFilter(evaluationDatasetSearch, parsed, parameters);
    const orders = parseEvaluationDatasetOrder(orderBy.length > 0 ? orderBy : ['created_time DESC']);
    const lastKey = sortKey('d.dataset_id', 'text', false);
    const sorted = sortBy(evaluationDatasetSearch, orders, [lastKey], parameters);
    const digest = queryDigest('evaluation-datasets', experiments, filter, orderBy);
    const start = readPageToken(request.page_token, digest, sorted.keys);
    const page = pageSql(sorted, start, size, parameters);
    const inExperiments =
      experiments.length === 0
        ? 'true'
        : `EXISTS (SELECT 1 FROM evaluation_dataset_experiments x WHERE x.dataset_id = d.dataset_id
                   AND x.experiment_id = ANY (${parameters.add(experiments, 'text[]')}))`;
    const rows = await boundedQuery<EvaluationDatasetRow>(
      this.database,
      `SELECT ${DATASET_COLUMNS}, ${page.columns} FROM evaluation_datasets d ${page.joins}
       WHERE ${inExperiments} AND ${where} AND ${page.after} ORDER BY ${page.orderBy} ${page.limit}`,
      parameters.values,
    );
    const { rows: datasets, nextPageToken } = pageOf(rows, size, sorted.keys, digest);
    return nextPageToken === undefined ? { datasets } : { datasets, nextPageToken };
  }
}

/** 0 is no number at all to MLflow here. */
function requireSize(maxResults = 1000): number {
  if (maxResults === 0)
    throw invalidParameter(
      "Invalid value None for parameter 'max_results' supplied. It must be a positive integer",
    );
  return requirePageSize(maxResults);
}
