import { Injectable } from '@nestjs/common';
import type { Int64 } from '@millrace/contracts/wire/int64';
import { Database } from '@millrace/database/database';
import { pageOf } from '@millrace/search/sql/page';
import {
  type ExperimentKeys,
  ExperimentKeysRepository,
} from '../experiment-keys/experiment-keys.repository.ts';
import { readExperimentIds } from '../search/experiment-ids.ts';
import { runPageSql, type RunQuery } from '../search/run-page-sql.ts';
import { RunTableRepository, type TableRow } from './run-table.repository.ts';

export type ExportedRun = TableRow;

export interface ExportPage {
  readonly runs: readonly ExportedRun[];
  readonly nextPageToken: string | undefined;
}

export interface RunValues {
  readonly params: Map<string, string | number>;
  readonly metrics: Map<string, string | number>;
  readonly tags: Map<string, string | number>;
}

interface ValueRow {
  readonly run_id: string;
  readonly key: string;
  readonly value: string | number;
}

export interface Point {
  readonly timestamp_ms: Int64;
  readonly step: Int64;
  readonly value: number;
}

const POINTS_AT_ONCE = 20_000;
const ALL_KEYS = 100_000;

@Injectable()
export class ExportRepository {
  constructor(
    private readonly database: Database,
    private readonly table: RunTableRepository,
    private readonly experimentKeys: ExperimentKeysRepository,
  ) {}

  async page(query: RunQuery): Promise<ExportPage> {
    const page = runPageSql(query);
    const { rows, nextPageToken } = pageOf(
      await this.table.find(page),
      query.pageSize,
      page.keys,
      page.digest,
    );
    return { runs: await this.table.rows(rows.map((row) => row.run_id)), nextPageToken };
  }

  async keys(query: RunQuery): Promise<ExperimentKeys> {
    return this.experimentKeys.list(readExperimentIds(query.experimentIds), ALL_KEYS);
  }

  async values(runIds: readonly string[]): Promise<Map<string, RunValues>> {
    const found = new Map<string, RunValues>(
      runIds.map((id) => [id, { params: new Map(), metrics: new Map(), tags: new Map() }]),
    );
    const read = (table: string, column: string): Promise<ValueRow[]> =>
      this.database.query(
        `SELECT run_id, key, ${column} AS value FROM ${table} WHERE run_id = ANY ($1::uuid[])`,
        [runIds],
      );
    for (const { run_id, key, value } of await read('params', 'value'))
      found.get(run_id)?.params.set(key, value);
    for (const { run_id, key, value } of await read('metric_series', 'latest_value'))
      found.get(run_id)?.metrics.set(key, value);
    for (const { run_id, key, value } of await read('run_tags', 'value'))
      found.get(run_id)?.tags.set(key, value);
    return found;
  }

  async series(runId: string): Promise<{ series_id: Int64; key: string }[]> {
    return this.database.query('SELECT series_id, key FROM metric_series WHERE run_id = $1 ORDER BY key', [
      runId,
    ]);
  }

  /** A series' points in the order of time, some thousands at once. */
  async *points(seriesId: Int64): AsyncGenerator<readonly Point[]> {
    let after: Point | undefined;
    do {
      const points: Point[] = await this.database.query<Point>(
        `SELECT timestamp_ms, step, value FROM metric_points
         WHERE series_id = $1 ${after ? 'AND (timestamp_ms, step, value) > ($3::int8, $4::int8, $5::float8)' : ''}
         ORDER BY timestamp_ms, step, value LIMIT $2`,
        [
          seriesId.toString(),
          POINTS_AT_ONCE,
          ...(after ? [after.timestamp_ms.toString(), after.step.toString(), after.value] : []),
        ],
      );
      if (points.length > 0) yield points;
      after = points.length === POINTS_AT_ONCE ? points.at(-1) : undefined;
    } while (after);
  }
}
