import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@millrace/database/database';
import type { AssessmentRow } from '../assessments/assessment-row.ts';
import { fromRow } from '../assessments/assessment-row.ts';
import { boundedQuery } from '../search/bounded-query.ts';
import type { TraceInfo } from './trace-info.ts';

interface TraceRow {
  readonly trace_id: string;
  readonly experiment_id: number;
  readonly timestamp_ms: number | bigint;
  readonly execution_ms: number | bigint | null;
  readonly state: string;
  readonly client_request_id: string | null;
  readonly request_preview: string | null;
  readonly response_preview: string | null;
  readonly tags: Record<string, string> | null;
  readonly metadata: Record<string, string> | null;
  readonly assessments: AssessmentRow[] | null;
}

/** The columns of a trace's info, over a row of `traces` that the statement calls `t`. */
const INFO_COLUMNS = `t.trace_id, t.experiment_id, t.timestamp_ms, t.execution_ms, t.state, t.client_request_id,
  t.request_preview, t.response_preview,
  (SELECT json_object_agg(g.key, g.value ORDER BY g.key) FROM trace_tags g WHERE g.trace_id = t.trace_id) AS tags,
  (SELECT json_object_agg(d.key, d.value ORDER BY d.key) FROM trace_metadata d WHERE d.trace_id = t.trace_id) AS metadata,
  (SELECT json_agg(a ORDER BY a.created_ms, a.assessment_id) FROM assessments a WHERE a.trace_id = t.trace_id)
    AS assessments`;

@Injectable()
export class TracesRepository {
  constructor(private readonly database: Database) {}

  async find(traceId: string, database: Queryable = this.database): Promise<TraceInfo | undefined> {
    const [row] = await database.query<TraceRow>(
      `SELECT ${INFO_COLUMNS} FROM traces t WHERE t.trace_id = $1`,
      [traceId],
    );
    return row && toInfo(row);
  }

  /** The traces of these ids in the order of the ids; unknown ids are left out, and so are traces of other experiments. */
  async findAll(traceIds: readonly string[], experimentIds?: readonly number[]): Promise<TraceInfo[]> {
    const rows = await this.database.query<TraceRow>(
      `SELECT ${INFO_COLUMNS} FROM unnest($1::text[]) WITH ORDINALITY AS w (trace_id, position)
       JOIN traces t ON t.trace_id = w.trace_id
       WHERE $2::int[] IS NULL OR t.experiment_id = ANY ($2) ORDER BY w.position`,
      [[...new Set(traceIds)], experimentIds ?? null],
    );
    return rows.map(toInfo);
  }

  /** The traces that `conditions` (SQL over `t` and the values) name, a page of them in the given order. */
  async search(
    conditions: string,
    order: string,
    values: readonly unknown[],
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<TraceInfo[]> {
    const count = values.length;
    const rows = await boundedQuery<TraceRow>(
      this.database,
      `SELECT ${INFO_COLUMNS} FROM traces t WHERE ${conditions} ORDER BY ${order}
       LIMIT $${count + 1} OFFSET $${count + 2}`,
      [...values, limit, offset],
    );
    return rows.map(toInfo);
  }

  async exists(traceId: string): Promise<boolean> {
    const rows = await this.database.query('SELECT 1 FROM traces WHERE trace_id = $1', [traceId]);
    return rows.length > 0;
  }

  /** The contents of the spans of each trace: roots first, then by their start. */
  async spanContents(traceIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.database.query<{ trace_id: string; contents: string[] }>(
      `SELECT trace_id, array_agg(content ORDER BY parent_span_id IS NOT NULL, start_ns, span_id) AS contents
       FROM spans WHERE trace_id = ANY ($1) GROUP BY trace_id`,
      [traceIds],
    );
    return new Map(rows.map((row) => [row.trace_id, row.contents]));
  }
}

function toInfo(row: TraceRow): TraceInfo {
  return {
    traceId: row.trace_id,
    experimentId: row.experiment_id,
    requestTimeMs: Number(row.timestamp_ms),
    executionMs: row.execution_ms === null ? null : Number(row.execution_ms),
    state: row.state,
    clientRequestId: row.client_request_id,
    requestPreview: row.request_preview,
    responsePreview: row.response_preview,
    tags: row.tags ?? {},
    metadata: row.metadata ?? {},
    assessments: (row.assessments ?? []).map(fromRow),
  };
}
