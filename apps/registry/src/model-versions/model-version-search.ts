import { Injectable } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import type { SearchModelVersions } from '@millrace/contracts/registry/model-versions';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Database } from '@millrace/database/database';
import { parseModelVersionOrder } from '@millrace/search/entities/orders';
import { queryDigest, readPageToken } from '@millrace/search/page-token';
import { parseFilter } from '@millrace/search/parse-filter';
import { pageOf, pageSql, sortBy } from '@millrace/search/sql/page';
import { Parameters } from '@millrace/search/sql/parameters';
import { compileRegistryFilter } from '@millrace/search/sql/prompts';
import { sortKey } from '@millrace/search/sql/sort-keys';
import { modelVersionSearch } from '@millrace/search/sql/tagged-search';
import { searchReply } from '../paging/search-reply.ts';
import { DELETED } from './model-stage.ts';
import { MODEL_VERSION_WITHOUT_ALIASES_JSON } from './model-version-reply.ts';

const DEFAULT_PAGE = 200_000;
const DEFAULT_ORDER = ['last_updated_timestamp DESC', 'name ASC', 'version_number DESC'];
const TIE_BREAKERS = [sortKey('v.name', 'text', true), sortKey('v.version', 'bigint', false)];

@Injectable()
export class ModelVersionSearch {
  constructor(private readonly database: Database) {}

  /** One page of the versions that match, as MLflow's JSON. Prompts' are among them only if the filter asks for them. */
  async find(request: MessageOf<typeof SearchModelVersions>): Promise<string> {
    const maxResults = Number(request.max_results ?? DEFAULT_PAGE);
    if (maxResults < 1)
      throw invalidParameter(
        `Invalid value for max_results. It must be a positive integer, but got ${maxResults}`,
      );
    const filter = parseFilter(modelVersionSearch.grammar, request.filter);
    const parameters = new Parameters();
    const where = compileRegistryFilter(modelVersionSearch, filter, parameters);
    const orders = parseModelVersionOrder(request.order_by.length > 0 ? request.order_by : DEFAULT_ORDER);
    const sorted = sortBy(modelVersionSearch, orders, TIE_BREAKERS, parameters);
    const digest = queryDigest('model-versions', request.filter ?? '', request.order_by);
    const page = pageSql(
      sorted,
      readPageToken(request.page_token, digest, sorted.keys),
      maxResults,
      parameters,
    );
    const rows = await this.database.query<{ json: string }>(
      `SELECT ${MODEL_VERSION_WITHOUT_ALIASES_JSON}::text AS json, ${page.columns}
       FROM model_versions v ${page.joins}
       WHERE ${where} AND v.stage <> '${DELETED}' AND ${page.after} ORDER BY ${page.orderBy} ${page.limit}`,
      parameters.values,
    );
    const { rows: found, nextPageToken } = pageOf(rows, maxResults, sorted.keys, digest);
    return searchReply('model_versions', found, nextPageToken);
  }
}
