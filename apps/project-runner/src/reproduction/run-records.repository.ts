import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import type { RunRecord } from '../execution/run-record.ts';
import type { RunResults } from './run-results.ts';

/** What is known of a run; absent where it did not come so far. */
export interface KnownRun {
  readonly record: RunRecord | undefined;
  readonly results: RunResults | undefined;
}

/** What is needed to repeat runs, and what came of them. */
@Injectable()
export class RunRecordsRepository {
  constructor(private readonly database: Database) {}

  /** Of a new attempt: what came of one before goes. */
  async saveRecord(runId: string, record: RunRecord): Promise<void> {
    await this.database.query(
      `INSERT INTO project_run_records (run_id, record) VALUES ($1, $2)
       ON CONFLICT (run_id) DO UPDATE SET record = excluded.record, results = NULL`,
      [runId, JSON.stringify(record)],
    );
  }

  /** Also notes a sweep's run's value of the sweep's metric. */
  async saveResults(runId: string, results: RunResults): Promise<void> {
    await this.database.query(
      `WITH saved AS (
         INSERT INTO project_run_records (run_id, results) VALUES ($1, $2::text)
         ON CONFLICT (run_id) DO UPDATE SET results = excluded.results)
       UPDATE project_runs p SET sweep_value = ($2::text::jsonb -> 'metrics' ->> s.metric_name)::float8
       FROM project_sweeps s WHERE p.run_id = $1 AND s.sweep_id = p.sweep_id`,
      [runId, JSON.stringify(results)],
    );
  }

  async find(runId: string): Promise<KnownRun> {
    const [row] = await this.database.query<{ record: string | null; results: string | null }>(
      'SELECT record, results FROM project_run_records WHERE run_id = $1',
      [runId],
    );
    return {
      record: parsed(row?.record) as RunRecord | undefined,
      results: parsed(row?.results) as RunResults | undefined,
    };
  }
}

function parsed(json: string | null | undefined): unknown {
  return json === null || json === undefined ? undefined : JSON.parse(json);
}
