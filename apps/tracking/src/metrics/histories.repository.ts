import { Injectable } from '@nestjs/common';
import type { Int64 } from '@millrace/contracts/wire/int64';
import { textArray, uuidArray } from '@millrace/database/binary-array';
import { copyOut } from '@millrace/database/copy-out';
import { Database } from '@millrace/database/database';
import { lastInt8, readFloat8Array, readInt8Array } from '@millrace/database/read-binary-array';
import { type Page, seriesPointsSql } from './series-points-sql.ts';
import type { PointColumns, PointRange, Series } from './series-points.ts';

/** Points of a series in one row: more come as further rows, so that no series is in memory as a whole. */
const PAGE_POINTS = 50_000;
/** How many reads of points go on at once; the pool has connections for others too. */
const MOST_AT_ONCE = 4;

const SERIES = `
SELECT s.series_id, replace(s.run_id::text, '-', '') AS run_id, s.key, least(r.start_ms, first.timestamp_ms) AS start_ms
FROM metric_series s JOIN runs r ON r.run_id = s.run_id,
LATERAL (SELECT p.timestamp_ms FROM metric_points p WHERE p.series_id = s.series_id ORDER BY p.timestamp_ms LIMIT 1) AS first
WHERE s.run_id = ANY ($1::uuid[]) AND s.key = ANY ($2::text[])`;

/** Whole histories, read fast: what is drawn in charts. */
@Injectable()
export class HistoriesRepository {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly database: Database) {}

  async series(runIds: readonly string[], keys: readonly string[]): Promise<Series[]> {
    const rows = await this.database.query<SeriesRow>(SERIES, [uuidArray(runIds), textArray(keys)]);
    return rows.map((row) => ({
      seriesId: row.series_id,
      runId: row.run_id,
      key: row.key,
      startMs: Number(row.start_ms),
    }));
  }

  /** Hands over the points of each series, in pages by time, until there are no more or `onPoints` says `false`: enough. */
  async points(
    series: readonly Series[],
    rangeOf: (series: Series) => PointRange,
    onPoints: (series: Series, points: PointColumns) => boolean,
  ): Promise<void> {
    let pages: Page[] = series.map((each) => ({ series: each, range: rangeOf(each), behind: undefined }));
    while (pages.length > 0) pages = await this.inTurn(() => this.page(pages, onPoints));
  }

  /** Reads one page of each and returns the pages that follow. */
  private async page(
    pages: readonly Page[],
    onPoints: (series: Series, points: PointColumns) => boolean,
  ): Promise<Page[]> {
    const next: Page[] = [];
    const sql = seriesPointsSql(pages, PAGE_POINTS);
    await copyOut(this.database.pool, sql, ([index, times, steps, values]) => {
      const page = pages[index?.readInt32BE() ?? 0];
      if (!page || !times || !steps || !values) return;
      const points = {
        times: readInt8Array(times),
        steps: readInt8Array(steps),
        values: readFloat8Array(values),
      };
      const wantsMore = onPoints(page.series, points);
      if (!wantsMore || points.values.length < PAGE_POINTS) return;
      const value = points.values.at(-1) as number;
      next.push({ ...page, behind: { timestampMs: lastInt8(times), step: lastInt8(steps), value } });
    });
    return next;
  }

  private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= MOST_AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Whoever waited takes over the place.
      if (next) next();
      else this.running -= 1;
    }
  }
}

interface SeriesRow {
  readonly series_id: Int64;
  readonly run_id: string;
  readonly key: string;
  readonly start_ms: Int64;
}
