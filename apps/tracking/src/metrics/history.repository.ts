import { Injectable } from '@nestjs/common';
import type { Int64 } from '@millrace/contracts/wire/int64';
import { uuidArray } from '@millrace/database/binary-array';
import { Database } from '@millrace/database/database';
import { BULK, PAGE_BEHIND, PAGE_BY_OFFSET, SAMPLE } from './history-sql.ts';

/** A place in a history to go on behind. */
export interface Place {
  readonly timestampMs: Int64;
  readonly step: Int64;
  readonly value: number;
}

export interface HistoryPage {
  readonly points: string;
  /** Where the next page goes on, when there can be one. */
  readonly last: Place | undefined;
}

/** Points come as JSON objects with commas between, empty where there are none. */
@Injectable()
export class HistoryRepository {
  constructor(private readonly database: Database) {}

  async page(
    runId: string,
    key: string,
    offset: Int64,
    size: number,
  ): Promise<{ points: string; more: boolean }> {
    const [row] = await this.database.prepared<{ points: string | null; more: boolean }>(
      'history-page',
      PAGE_BY_OFFSET,
      [runId, key, offset.toString(), size],
    );
    return { points: row?.points ?? '', more: row?.more ?? false };
  }

  /** A page of at most `size` points behind a place; `last` is the place of its last point when the page is full. */
  async pageBehind(runId: string, key: string, size: number, place: Place): Promise<HistoryPage> {
    const [row] = await this.database.prepared<PageRow>('history-behind', PAGE_BEHIND, [
      runId,
      key,
      size,
      place.timestampMs.toString(),
      place.step.toString(),
      place.value,
    ]);
    if (!row || row.points === null) return { points: '', last: undefined };
    const last = { timestampMs: row.timestamp_ms, step: row.step, value: row.value };
    return { points: row.points, last: row.count === size ? last : undefined };
  }

  async bulk(runIds: readonly string[], key: string, limit: number): Promise<string> {
    return this.points('history-bulk', BULK, [uuidArray(runIds), key, limit]);
  }

  /** How many points these runs have of a metric, counted up to `most`. */
  async count(runIds: readonly string[], key: string, most: number): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*) FROM (
         SELECT FROM metric_series s JOIN metric_points p ON p.series_id = s.series_id
         WHERE s.run_id = ANY ($1::uuid[]) AND s.key = $2 LIMIT $3) AS counted`,
      [uuidArray(runIds), key, most],
    );
    return row?.count ?? 0;
  }

  /** Of each run at most `size` points at even distances, of all steps or of those from `steps.first` to `steps.last`. */
  async sample(
    runIds: readonly string[],
    key: string,
    size: number,
    steps: { first: number; last: number } | undefined,
  ): Promise<string> {
    return this.points('history-sample', SAMPLE, [
      uuidArray(runIds),
      key,
      size,
      steps?.first ?? null,
      steps?.last ?? null,
    ]);
  }

  private async points(name: string, sql: string, values: unknown[]): Promise<string> {
    const [row] = await this.database.prepared<{ points: string | null }>(name, sql, values);
    return row?.points ?? '';
  }
}

interface PageRow {
  readonly points: string | null;
  readonly count: number;
  readonly timestamp_ms: Int64;
  readonly step: Int64;
  readonly value: number;
}
