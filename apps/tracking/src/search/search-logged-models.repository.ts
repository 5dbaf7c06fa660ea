import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import type { PageSql } from '@millrace/search/sql/page';
import type { Parameters } from '@millrace/search/sql/parameters';
import { LOGGED_MODEL_JSON } from '../logged-models/logged-model-reply.ts';
import { boundedQuery } from './bounded-query.ts';

@Injectable()
export class SearchLoggedModelsRepository {
  constructor(private readonly database: Database) {}

  /** Logged models as JSON text, with their sort values. Only those of the page are written out. */
  async find(
    page: PageSql,
    condition: string,
    experimentIds: readonly number[],
    parameters: Parameters,
  ): Promise<readonly { json: string }[]> {
    const ids = parameters.add(experimentIds, 'int[]');
    return boundedQuery<{ json: string }>(
      this.database,
      `WITH page AS MATERIALIZED (
         SELECT m.model_id, row_number() OVER (ORDER BY ${page.orderBy}) AS position, ${page.columns}
         FROM logged_models m ${page.joins}
         WHERE m.deleted_ms IS NULL AND m.experiment_id = ANY(${ids}) AND ${condition}
         ORDER BY ${page.orderBy} ${page.limit})
       SELECT page.*, ${LOGGED_MODEL_JSON} AS json FROM page JOIN logged_models m USING (model_id) ORDER BY position`,
      parameters.values,
    );
  }
}
