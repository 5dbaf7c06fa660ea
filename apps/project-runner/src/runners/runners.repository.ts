import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { idColumn } from '../project-runs/project-run.ts';

/** A process that runs projects. */
export interface Runner {
  readonly runnerId: string;
  readonly hostname: string;
  readonly startedMs: number;
  readonly executors: readonly ExecutorSlots[];
}

export interface ExecutorSlots {
  readonly name: string;
  /** How many runs at once. */
  readonly concurrency: number;
}

export interface LivingRunner extends Runner {
  readonly seenMs: number;
  readonly runs: readonly { readonly runId: string; readonly executor: string }[];
}

/** How many project runs are in each state that is no end. */
export type QueueCounts = Readonly<Record<'queued' | 'building' | 'running' | 'uploading', number>>;

// By the database's clock, which all runners share.
const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

/** Who runs projects. */
@Injectable()
export class RunnersRepository {
  constructor(private readonly database: Database) {}

  /** A sign of life. Those that gave none for so long are forgotten. */
  async beat({ runnerId, hostname, startedMs, executors }: Runner, forgetMs: number): Promise<void> {
    await this.database.query(
      `WITH forgotten AS (DELETE FROM project_runners WHERE seen_ms < ${NOW} - $5 AND runner_id <> $1)
       INSERT INTO project_runners (runner_id, hostname, started_ms, seen_ms, executors) VALUES ($1, $2, $3, ${NOW}, $4)
       ON CONFLICT (runner_id) DO UPDATE SET seen_ms = excluded.seen_ms, executors = excluded.executors`,
      [runnerId, hostname, startedMs, JSON.stringify(executors), forgetMs],
    );
  }

  async remove(runnerId: string): Promise<void> {
    await this.database.query('DELETE FROM project_runners WHERE runner_id = $1', [runnerId]);
  }

  /** Those that gave a sign of life within so long, the oldest first. */
  living(withinMs: number): Promise<LivingRunner[]> {
    return this.database.query(
      `SELECT ${idColumn('r.runner_id')} AS "runnerId", r.hostname, r.started_ms::float8 AS "startedMs",
         r.seen_ms::float8 AS "seenMs", r.executors, coalesce(p.runs, '[]') AS runs
       FROM project_runners r LEFT JOIN LATERAL (
         SELECT json_agg(json_build_object('runId', ${idColumn('run_id')}, 'executor', executor) ORDER BY run_id) AS runs
         FROM project_runs WHERE state IN ('building', 'running', 'uploading') AND lease_owner = r.runner_id) p ON true
       WHERE r.seen_ms >= ${NOW} - $1 ORDER BY r.started_ms, r.runner_id`,
      [withinMs],
    );
  }

  async counts(): Promise<QueueCounts> {
    const rows = await this.database.query<{ state: string; count: number }>(
      `SELECT state, count(*)::int AS count FROM project_runs
       WHERE state IN ('queued', 'building', 'running', 'uploading') GROUP BY state`,
    );
    const none = { queued: 0, building: 0, running: 0, uploading: 0 };
    return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
  }
}
