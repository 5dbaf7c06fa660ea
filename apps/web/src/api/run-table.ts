import type { View } from './experiments.ts';
import { address, get, millrace, post, type RequestOptions } from './request.ts';
import type { RunStatus } from './runs.ts';

/** A run without what was logged to it. */
export interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly startMs: number;
  readonly endMs: number | undefined;
  readonly user: string;
  readonly parentId: string | undefined;
  readonly experimentId: string;
}

export interface RowQuery {
  readonly experimentIds: readonly string[];
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly view: View;
}

export interface RowPage {
  readonly rows: readonly RunRow[];
  readonly nextPageToken: string | undefined;
}

type WireRow = [string, string, RunStatus, number, number | null, string, string | null, string];

export async function searchRows(
  query: RowQuery,
  pageSize: number,
  pageToken: string | undefined,
  options?: RequestOptions,
): Promise<RowPage> {
  const reply = await post<{ rows: WireRow[]; next_page_token?: string }>(
    millrace('runs/rows'),
    { ...wireQuery(query), max_results: pageSize, page_token: pageToken },
    options,
  );
  return {
    rows: reply.rows.map(([id, name, status, startMs, endMs, user, parentId, experimentId]) => ({
      id,
      name,
      status,
      startMs,
      endMs: endMs ?? undefined,
      user,
      parentId: parentId ?? undefined,
      experimentId,
    })),
    nextPageToken: reply.next_page_token,
  };
}

const wireQuery = (query: RowQuery): object => ({
  experiment_ids: query.experimentIds,
  filter: query.filter,
  order_by: query.orderBy,
  run_view_type: query.view,
});

export interface CellColumn {
  readonly kind: 'METRIC' | 'PARAM' | 'TAG';
  readonly key: string;
  readonly at?: 'LAST' | 'MIN' | 'MAX' | 'STEP';
  readonly step?: number;
}

/** A parameter's or tag's text, a metric's number; null where the run has none. */
export type Cell = string | number | null;

/** For each column its value in each run. */
export async function getCells(
  runIds: readonly string[],
  columns: readonly CellColumn[],
  options?: RequestOptions,
): Promise<Cell[][]> {
  const reply = await post<{ columns: Cell[][] }>(
    millrace('runs/cells'),
    { run_ids: runIds, columns },
    options,
  );
  return reply.columns.map((cells, index) =>
    columns[index]?.kind === 'METRIC' ? cells.map((cell) => (cell === 'NaN' ? NaN : cell)) : cells,
  );
}

export interface Keys {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly tags: readonly string[];
}

export const getKeys = (experimentIds: readonly string[], options?: RequestOptions): Promise<Keys> =>
  get(millrace('experiments/keys'), { experiment_ids: experimentIds }, options);

/** The keys whose values are not the same in all runs that the filter keeps. */
export const getVaryingKeys = (query: RowQuery, options?: RequestOptions): Promise<Keys> =>
  post(millrace('runs/varying-keys'), wireQuery(query), options);

export interface ValueField {
  readonly kind: 'PARAM' | 'TAG' | 'ATTRIBUTE';
  readonly key: string;
}

/** The values that most runs have, at most 50. */
export async function getValues(
  experimentIds: readonly string[],
  field: ValueField,
  contains: string,
  options?: RequestOptions,
): Promise<string[]> {
  const query = { experiment_ids: experimentIds, kind: field.kind, key: field.key, contains };
  const reply = await get<{ values: { value: string }[] }>(millrace('experiments/values'), query, options);
  return reply.values.map(({ value }) => value);
}

export interface RunCounts {
  readonly active: number;
  readonly deleted: number;
  readonly running: number;
  readonly lastStartMs: number | undefined;
}

/** By experiment; those without runs are not in it. */
export async function getRunCounts(
  experimentIds: readonly string[],
  options?: RequestOptions,
): Promise<ReadonlyMap<string, RunCounts>> {
  if (experimentIds.length === 0) return new Map();
  const reply = await get<{
    counts: {
      experiment_id: string;
      active: number;
      deleted: number;
      running: number;
      last_start_ms: number | null;
    }[];
  }>(millrace('experiments/run-counts'), { experiment_ids: experimentIds }, options);
  return new Map(
    reply.counts.map(({ experiment_id, active, deleted, running, last_start_ms }) => [
      experiment_id,
      { active, deleted, running, lastStartMs: last_start_ms ?? undefined },
    ]),
  );
}

/** Removes deleted runs for good. */
export const purgeRuns = (runIds: readonly string[]): Promise<{ purged: number }> =>
  post(millrace('runs/purge'), { run_ids: runIds });

/** The address of a CSV file with all runs of a query, or all points of their metrics. */
export function exportAddress(query: RowQuery, what: 'RUNS' | 'HISTORIES'): string {
  return address(millrace('runs/export'), {
    experiment_ids: query.experimentIds,
    filter: query.filter,
    order_by: query.orderBy,
    run_view_type: query.view,
    what,
  });
}
