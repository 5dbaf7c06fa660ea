import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import type { PageSql } from '@millrace/search/sql/page';
import type { Parameters } from '@millrace/search/sql/parameters';
import { EXPERIMENT_COLUMNS, type ExperimentRow } from '../experiments/experiment-reply.ts';
import { boundedQuery } from './bounded-query.ts';

@Injectable()
export class SearchExperimentsRepository {
  constructor(private readonly database: Database) {}

  async find(page: PageSql, condition: string, parameters: Parameters): Promise<readonly ExperimentRow[]> {
    return boundedQuery<ExperimentRow>(
      this.database,
      `SELECT ${EXPERIMENT_COLUMNS}, ${page.columns} FROM experiments e ${page.joins}
       WHERE ${condition} ORDER BY ${page.orderBy} ${page.limit}`,
      parameters.values,
    );
  }
}
