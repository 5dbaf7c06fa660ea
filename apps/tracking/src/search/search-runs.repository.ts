import { Injectable } from '@nestjs/common';
import type { RunFields } from '@millrace/contracts/tracking/runs';
import type { MessageOf } from '@millrace/contracts/wire/field';
import type { Int64 } from '@millrace/contracts/wire/int64';
import { uuidArray } from '@millrace/database/binary-array';
import type { Comparison } from '@millrace/search/filter';
import { Database } from '@millrace/database/database';
import { runRepliesSql } from '../runs/run-reply.ts';
import { boundedQuery } from './bounded-query.ts';
import { leanSql } from './lean-fields.ts';
import { narrowCountsSql, type RunPageSql, runCountSql, type RunQuery } from './run-page-sql.ts';
import { RunReplyCache } from './run-reply-cache.ts';

export interface FoundRun extends Readonly<Record<string, unknown>> {
  readonly run_id: string;
  readonly revision: Int64;
}

interface RenderedRun {
  readonly run_id: string;
  readonly revision: Int64;
  readonly json: string;
}

const PAGE = 'SELECT * FROM unnest($1::uuid[]) WITH ORDINALITY AS found(run_id, position)';
const WHOLE = runRepliesSql(PAGE, { modelInputs: false });
/** Some 25,000 runs with 35 values each. */
const CACHE_BYTES = 64 * 1024 * 1024;

@Injectable()
export class SearchRunsRepository {
  private readonly cache = new RunReplyCache(CACHE_BYTES);

  constructor(private readonly database: Database) {}

  async find({ text, values, name }: RunPageSql): Promise<readonly FoundRun[]> {
    if (name !== undefined) return this.database.prepared<FoundRun>(name, text, values);
    return boundedQuery<FoundRun>(this.database, text, values);
  }

  /** How many runs of the experiment meet each of these comparisons, counted as far as `most`. */
  async narrowCounts(
    comparisons: readonly Comparison[],
    experimentId: number,
    most: number,
  ): Promise<readonly number[]> {
    const { text, values } = narrowCountsSql(comparisons, experimentId, most);
    const [row = {}] = await boundedQuery<Record<string, number>>(this.database, text, values);
    return comparisons.map((_, index) => row[`n${index}`] ?? 0);
  }

  async count(query: RunQuery): Promise<number> {
    const { text, values } = runCountSql(query);
    const [row] = await boundedQuery<{ count: number }>(this.database, text, values);
    return row?.count ?? 0;
  }

  /** Runs as MLflow's JSON, with all they have, in the order they were found. Those that are gone since are left out. */
  async render(found: readonly FoundRun[]): Promise<readonly Buffer[]> {
    const missing: string[] = [];
    const replies = found.map(({ run_id, revision }) => {
      const kept = this.cache.get(run_id, revision);
      if (!kept) missing.push(run_id);
      return kept;
    });
    if (missing.length === 0) return replies as Buffer[];
    const rendered = new Map<string, Buffer>();
    const ids = uuidArray(missing.map((id) => id.replaceAll('-', '')));
    for (const run of await this.database.prepared<RenderedRun>('search-run-replies', WHOLE, [ids])) {
      const json = Buffer.from(run.json);
      rendered.set(run.run_id, json);
      this.cache.put(run.run_id, run.revision, json);
    }
    return found.flatMap(({ run_id }, index) => replies[index] ?? rendered.get(run_id) ?? []);
  }

  /** Runs with only some of what they have. */
  async renderLean(
    found: readonly FoundRun[],
    fields: MessageOf<typeof RunFields>,
  ): Promise<readonly Buffer[]> {
    if (found.length === 0) return [];
    const { values, ...conditions } = leanSql(fields, 2);
    const sql = runRepliesSql(PAGE, { modelInputs: false, ...conditions });
    const ids = found.map((run) => run.run_id);
    const rows = await this.database.query<RenderedRun>(sql, [ids, ...values]);
    return rows.map((row) => Buffer.from(row.json));
  }
}
