import { Injectable } from '@nestjs/common';
import type { RunFields } from '@millrace/contracts/tracking/runs';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Database } from '@millrace/database/database';
import { runRepliesSql } from '../runs/run-reply.ts';
import { boundedQuery } from './bounded-query.ts';
import { leanSql } from './lean-fields.ts';
import { type RunPageSql, runCountSql, type RunQuery } from './run-page-sql.ts';

export type RunRow = { readonly run_id: string } & Readonly<Record<string, unknown>>;

const PAGE = 'SELECT * FROM unnest($1::uuid[]) WITH ORDINALITY AS found(run_id, position)';
const WHOLE = runRepliesSql(PAGE, { modelInputs: false });

@Injectable()
export class SearchRunsRepository {
  constructor(private readonly database: Database) {}

  async find({ text, values, name }: RunPageSql): Promise<readonly RunRow[]> {
    if (name !== undefined) return this.database.prepared<RunRow>(name, text, values);
    return boundedQuery<RunRow>(this.database, text, values);
  }

  async count(query: RunQuery): Promise<number> {
    const { text, values } = runCountSql(query);
    const [row] = await boundedQuery<{ count: number }>(this.database, text, values);
    return row?.count ?? 0;
  }

  /** Runs as MLflow's JSON, in the order of the ids. Without `fields` with all they have. */
  async render(
    runIds: readonly string[],
    fields: MessageOf<typeof RunFields> | undefined,
  ): Promise<readonly string[]> {
    if (runIds.length === 0) return [];
    const rows = fields
      ? await this.renderLean(runIds, fields)
      : await this.database.prepared<{ json: string }>('search-run-replies', WHOLE, [runIds]);
    return rows.map((row) => row.json);
  }

  private async renderLean(
    runIds: readonly string[],
    fields: MessageOf<typeof RunFields>,
  ): Promise<{ json: string }[]> {
    const { values, ...conditions } = leanSql(fields, 2);
    return this.database.query(runRepliesSql(PAGE, { modelInputs: false, ...conditions }), [
      runIds,
      ...values,
    ]);
  }
}
