import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import type { Int64 } from '@millrace/contracts/wire/int64';
import { compileFilter } from '@millrace/search/sql/compile-filter';
import { Parameters } from '@millrace/search/sql/parameters';
import { runSearch } from '@millrace/search/sql/run-search';
import { boundedQuery } from '../search/bounded-query.ts';
import { readExperimentIds } from '../search/experiment-ids.ts';
import type { RunPageSql, RunQuery } from '../search/run-page-sql.ts';
import type { FoundRun } from '../search/search-runs.repository.ts';
import { viewSql } from '../search/view.ts';

export interface TableRow {
  readonly run_id: string;
  readonly name: string;
  readonly status: string;
  readonly start_ms: Int64 | null;
  readonly end_ms: Int64 | null;
  readonly user_id: string;
  readonly parent: string | null;
  readonly experiment_id: number;
}

export interface VaryingKeys {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly tags: readonly string[];
}

@Injectable()
export class RunTableRepository {
  constructor(private readonly database: Database) {}

  async find({ text, values }: RunPageSql): Promise<readonly FoundRun[]> {
    return boundedQuery<FoundRun>(this.database, text, values);
  }

  /** In the order of the ids. */
  async rows(runIds: readonly string[]): Promise<readonly TableRow[]> {
    return this.database.query<TableRow>(
      `SELECT r.run_id, r.name, r.status, r.start_ms, r.end_ms, r.user_id, r.experiment_id, t.value AS parent
       FROM unnest($1::uuid[]) WITH ORDINALITY AS found(run_id, position)
       JOIN runs r ON r.run_id = found.run_id
       LEFT JOIN run_tags t ON t.run_id = r.run_id AND t.key = 'mlflow.parentRunId'
       ORDER BY found.position`,
      [runIds],
    );
  }

  /** A key varies when runs differ in its value, or some have it and others do not. */
  async varying(query: RunQuery): Promise<VaryingKeys> {
    const parameters = new Parameters();
    const where = compileFilter(runSearch, query.filter, parameters);
    const ids = parameters.add(readExperimentIds(query.experimentIds), 'int[]');
    const of = (table: string, value: string): string =>
      `(SELECT coalesce(array_agg(v.key ORDER BY v.key), '{}') FROM (
         SELECT x.key FROM ${table} x JOIN found f ON f.run_id = x.run_id WHERE x.experiment_id = ANY (${ids})
         GROUP BY x.key HAVING min(${value}) <> max(${value}) OR count(*) < (SELECT count(*) FROM found)) v)`;
    const [row] = await boundedQuery<VaryingKeys>(
      this.database,
      `WITH found AS MATERIALIZED (
         SELECT r.run_id FROM runs r
         WHERE r.experiment_id = ANY (${ids}) AND ${viewSql(query.view, 'r.deleted_ms')} AND ${where})
       SELECT ${of('metric_series', 'x.latest_value')} AS metrics, ${of('params', 'x.value')} AS params,
         ${of('run_tags', 'x.value')} AS tags`,
      parameters.values,
    );
    return row ?? { metrics: [], params: [], tags: [] };
  }
}
