import { Injectable } from '@nestjs/common';
import type { SearchRegisteredModels } from '@millrace/contracts/registry/registered-models';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Database } from '@millrace/database/database';
import { parseRegisteredModelOrder } from '@millrace/search/entities/orders';
import { queryDigest, readPageToken } from '@millrace/search/page-token';
import { parseFilter } from '@millrace/search/parse-filter';
import { pageOf, pageSql, sortBy } from '@millrace/search/sql/page';
import { Parameters } from '@millrace/search/sql/parameters';
import { compileRegistryFilter } from '@millrace/search/sql/prompts';
import { sortKey } from '@millrace/search/sql/sort-keys';
import { registeredModelSearch } from '@millrace/search/sql/tagged-search';
import { searchReply } from '../paging/search-reply.ts';
import { offsetToken } from '../paging/offset-token.ts';
import { FOUND_REGISTERED_MODEL_JSON } from './registered-model-reply.ts';

const DEFAULT_PAGE = 100;

@Injectable()
export class RegisteredModelSearch {
  constructor(private readonly database: Database) {}

  /** One page of the models that match, as MLflow's JSON. Prompts are among them only if the filter asks for them. */
  async find(request: MessageOf<typeof SearchRegisteredModels>): Promise<string> {
    const maxResults = Number(request.max_results ?? DEFAULT_PAGE);
    const filter = parseFilter(registeredModelSearch.grammar, request.filter);
    const orders = parseRegisteredModelOrder(request.order_by);
    const parameters = new Parameters();
    const where = compileRegistryFilter(registeredModelSearch, filter, parameters);
    const sorted = sortBy(registeredModelSearch, orders, [sortKey('m.name', 'text', true)], parameters);
    const digest = queryDigest('registered-models', request.filter ?? '', request.order_by);
    const start = readPageToken(request.page_token, digest, sorted.keys);
    // MLflow takes any number. Below -1 it finds nothing, at -1 nothing and a token, at 0 it says whether there is something.
    if (maxResults < 0) return searchReply('', [], maxResults === -1 ? offsetToken(-1) : undefined);
    const page = pageSql(sorted, start, maxResults, parameters);
    const rows = await this.database.query<{ json: string }>(
      `SELECT ${FOUND_REGISTERED_MODEL_JSON}::text AS json, ${page.columns} FROM registered_models m ${page.joins}
       WHERE ${where} AND ${page.after} ORDER BY ${page.orderBy} ${page.limit}`,
      parameters.values,
    );
    if (maxResults === 0) return searchReply('', [], rows.length > 0 ? offsetToken(0) : undefined);
    const { rows: found, nextPageToken } = pageOf(rows, maxResults, sorted.keys, digest);
    return searchReply('registered_models', found, nextPageToken);
  }
}
