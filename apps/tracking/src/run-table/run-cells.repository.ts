import { Injectable } from '@nestjs/common';
import type { Int64 } from '@millrace/contracts/wire/int64';
import { textArray, uuidArray } from '@millrace/database/binary-array';
import { Database } from '@millrace/database/database';

export interface CellColumn {
  readonly kind: 'METRIC' | 'PARAM' | 'TAG';
  readonly key: string;
  readonly at: 'LAST' | 'MIN' | 'MAX' | 'STEP';
  readonly step: Int64;
}

/** Null where a run has none; NaN is the word. */
export type Cell = number | string | null;

interface FoundCell {
  /** The run's place among those asked for, from 1. */
  readonly n: number;
  readonly key: string;
  readonly value: number | string | null;
}

const RUNS = 'unnest($1::uuid[]) WITH ORDINALITY AS asked(run_id, n)';

const VALUES = {
  METRIC: `SELECT asked.n::int AS n, x.key, x.latest_value AS value FROM ${RUNS}
           JOIN metric_series x ON x.run_id = asked.run_id WHERE x.key = ANY ($2::text[])`,
  PARAM: `SELECT asked.n::int AS n, x.key, x.value FROM ${RUNS}
          JOIN params x ON x.run_id = asked.run_id WHERE x.key = ANY ($2::text[])`,
  TAG: `SELECT asked.n::int AS n, x.key, x.value FROM ${RUNS}
        JOIN run_tags x ON x.run_id = asked.run_id WHERE x.key = ANY ($2::text[])`,
};

// The largest double counts as the largest number: that is how infinities are stored. NaN is neither least nor greatest.
const POINT = {
  MIN: `SELECT min(p.value) FROM metric_points p WHERE p.series_id = s.series_id AND p.value <> 'NaN'`,
  MAX: `SELECT max(p.value) FROM metric_points p WHERE p.series_id = s.series_id AND p.value <> 'NaN'`,
  STEP: `SELECT p.value FROM metric_points p WHERE p.series_id = s.series_id AND p.step = $3::int8
         ORDER BY p.timestamp_ms DESC, p.value DESC LIMIT 1`,
};

@Injectable()
export class RunCellsRepository {
  constructor(private readonly database: Database) {}

  /** For each column its value in each run, in the order of the runs. */
  async read(uuids: readonly string[], columns: readonly CellColumn[]): Promise<Cell[][]> {
    const table = columns.map(() => Array.from<Cell>({ length: uuids.length }).fill(null));
    const runs = uuidArray(uuids);
    for (const kind of ['METRIC', 'PARAM', 'TAG'] as const) await this.readLatest(runs, kind, columns, table);
    for (const [index, column] of columns.entries())
      if (column.at !== 'LAST') fill(table[index] ?? [], await this.readPoints(runs, column));
    return table;
  }

  private async readLatest(
    runs: Buffer,
    kind: CellColumn['kind'],
    columns: readonly CellColumn[],
    table: Cell[][],
  ): Promise<void> {
    const places = new Map<string, Cell[][]>();
    for (const [index, column] of columns.entries())
      if (column.kind === kind && column.at === 'LAST')
        places.set(column.key, [...(places.get(column.key) ?? []), table[index] ?? []]);
    if (places.size === 0) return;
    const keys = textArray([...places.keys()]);
    const found = await this.database.prepared<FoundCell>(`run-cells-${kind}`, VALUES[kind], [runs, keys]);
    for (const { n, key, value } of found)
      for (const column of places.get(key) ?? []) column[n - 1] = cellOf(value);
  }

  private async readPoints(runs: Buffer, { key, at, step }: CellColumn): Promise<FoundCell[]> {
    if (at === 'LAST') return [];
    return this.database.query<FoundCell>(
      `SELECT asked.n::int AS n, s.key, (${POINT[at]}) AS value FROM ${RUNS}
       JOIN metric_series s ON s.run_id = asked.run_id WHERE s.key = $2`,
      at === 'STEP' ? [runs, key, step.toString()] : [runs, key],
    );
  }
}

function fill(column: Cell[], found: readonly FoundCell[]): void {
  for (const { n, value } of found) column[n - 1] = cellOf(value);
}

function cellOf(value: FoundCell['value']): Cell {
  return typeof value === 'number' && Number.isNaN(value) ? 'NaN' : value;
}
