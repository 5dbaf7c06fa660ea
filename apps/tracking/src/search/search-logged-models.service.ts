import { Injectable } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import type { SearchLoggedModels } from '@millrace/contracts/tracking/logged-models';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { loggedModelGrammar } from '@millrace/search/entities/logged-model';
import { queryDigest, readPageToken } from '@millrace/search/page-token';
import { parseFilter } from '@millrace/search/parse-filter';
import { compileFilter } from '@millrace/search/sql/compile-filter';
import { type DatasetFilter, datasetsSql, loggedModelSearch } from '@millrace/search/sql/logged-model-search';
import { pageOf, pageSql } from '@millrace/search/sql/page';
import { Parameters } from '@millrace/search/sql/parameters';
import { readExperimentIds } from './experiment-ids.ts';
import { loggedModelOrder } from './logged-model-order.ts';
import { SearchLoggedModelsRepository } from './search-logged-models.repository.ts';

const USUAL_SIZE = 50;
/** What MLflow takes a page of 0 for. */
const SIZE_FOR_ZERO = 100;
/** MLflow has no limit here; a larger page ends here, and has a token for the rest. */
const LARGEST_SIZE = 50_000;

@Injectable()
export class SearchLoggedModelsService {
  constructor(private readonly repository: SearchLoggedModelsRepository) {}

  /** Answers with JSON that is written already: `{"models": […], "next_page_token": …}`. */
  async search(request: MessageOf<typeof SearchLoggedModels>): Promise<string> {
    const datasets = readDatasets(request);
    const size = pageSize(request.max_results ?? USUAL_SIZE);
    const parameters = new Parameters();
    const filter = parseFilter(loggedModelGrammar, request.filter);
    const where = compileFilter(loggedModelSearch(datasets), filter, parameters);
    const ids = readExperimentIds(request.experiment_ids);
    const sorted = loggedModelOrder(request.order_by, parameters);
    // MLflow gives nothing then, and a token for the first page.
    const token = Buffer.from('{"offset":-1}').toString('base64');
    if (size < 0) return `{"next_page_token":"${token}"}`;
    const digest = queryDigest(
      'logged-models',
      request.experiment_ids,
      request.filter ?? '',
      request.order_by,
      datasets,
    );
    const page = pageSql(sorted, readPageToken(request.page_token, digest, sorted.keys), size, parameters);
    const condition = [where, datasetsSql(datasets, filter, parameters), page.after].join(' AND ');
    const found = await this.repository.find(page, condition, ids, parameters);
    const { rows, nextPageToken } = pageOf(found, size, sorted.keys, digest);
    const parts = [
      ...(rows.length > 0 ? [`"models":[${rows.map((row) => row.json).join(',')}]`] : []),
      ...(nextPageToken ? [`"next_page_token":"${nextPageToken}"`] : []),
    ];
    return `{${parts.join(',')}}`;
  }
}

function pageSize(maxResults: number): number {
  return maxResults === 0 ? SIZE_FOR_ZERO : Math.min(maxResults, LARGEST_SIZE);
}

function readDatasets({ datasets }: MessageOf<typeof SearchLoggedModels>): DatasetFilter[] {
  return datasets.map(({ dataset_name: name, dataset_digest: digest }) => {
    if (!name) throw invalidParameter('`dataset_name` in the `datasets` clause must be specified.');
    return digest ? { name, digest } : { name };
  });
}
