import { Injectable } from '@nestjs/common';
import type { Queryable } from '@millrace/database/database';
import type { TraceInfo } from './trace-info.ts';

type Map = Readonly<Record<string, string>>;

@Injectable()
export class TraceWritesRepository {
  /** Stores the trace's own fields; says false, and changes nothing, when there is a trace of that id. */
  async insert(
    database: Queryable,
    info: Omit<TraceInfo, 'assessments' | 'tags' | 'metadata'>,
  ): Promise<boolean> {
    const rows = await database.query(
      `INSERT INTO traces (trace_id, experiment_id, timestamp_ms, execution_ms, state, client_request_id,
                           request_preview, response_preview)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (trace_id) DO NOTHING RETURNING 1`,
      fields(info),
    );
    return rows.length > 0;
  }

  /** Writes the trace's own fields over those it has; previews stay where none are given. */
  async replace(database: Queryable, info: TraceInfo): Promise<void> {
    await database.query(
      `UPDATE traces SET experiment_id = $2, timestamp_ms = $3, execution_ms = $4, state = $5, client_request_id = $6,
         request_preview = coalesce($7, request_preview), response_preview = coalesce($8, response_preview)
       WHERE trace_id = $1`,
      fields(info),
    );
  }

  /** Ends a trace: its duration is from its start to `endMs`. */
  async end(database: Queryable, traceId: string, endMs: number | bigint, state: string): Promise<void> {
    await database.query(
      'UPDATE traces SET execution_ms = $2 - timestamp_ms, state = $3 WHERE trace_id = $1',
      [traceId, endMs, state],
    );
  }

  /** Locks the trace until the transaction ends; says whether it is there. */
  async lock(database: Queryable, traceId: string): Promise<boolean> {
    const rows = await database.query('SELECT 1 FROM traces WHERE trace_id = $1 FOR NO KEY UPDATE', [
      traceId,
    ]);
    return rows.length > 0;
  }

  /** Keys are written in one order everywhere, so that two requests cannot deadlock. */
  async upsertTags(database: Queryable, traceId: string, tags: Map): Promise<void> {
    await upsert(database, 'trace_tags', traceId, tags);
  }

  async upsertMetadata(database: Queryable, traceId: string, metadata: Map): Promise<void> {
    await upsert(database, 'trace_metadata', traceId, metadata);
  }

  async deleteTag(database: Queryable, traceId: string, key: string): Promise<boolean> {
    const rows = await database.query('DELETE FROM trace_tags WHERE trace_id = $1 AND key = $2 RETURNING 1', [
      traceId,
      key,
    ]);
    return rows.length > 0;
  }

  /** Deletes the oldest traces of the experiment up to a time (milliseconds), or those of the ids; says how many. */
  async delete(
    database: Queryable,
    experimentId: number,
    which: {
      readonly maxTimestampMs: number | bigint | null;
      readonly limit: number | null;
      readonly traceIds: readonly string[] | null;
    },
  ): Promise<number> {
    const [row] = await database.query<{ deleted: number }>(
      `WITH chosen AS (
         SELECT trace_id FROM traces
         WHERE experiment_id = $1 AND ($2::int8 IS NULL OR timestamp_ms <= $2)
           AND ($4::text[] IS NULL OR trace_id = ANY ($4))
         ORDER BY timestamp_ms, trace_id LIMIT $3 FOR UPDATE),
       gone AS (DELETE FROM traces USING chosen WHERE traces.trace_id = chosen.trace_id RETURNING 1)
       SELECT count(*)::int AS deleted FROM gone`,
      [experimentId, which.maxTimestampMs, which.limit, which.traceIds],
    );
    return row?.deleted ?? 0;
  }

  /** Links traces to a run; unknown traces are passed over. */
  async linkToRun(database: Queryable, traceIds: readonly string[], runId: string): Promise<void> {
    await database.query(
      `INSERT INTO trace_runs (trace_id, run_id) SELECT trace_id, $2 FROM traces WHERE trace_id = ANY ($1)
       ORDER BY trace_id ON CONFLICT DO NOTHING`,
      [traceIds, runId],
    );
  }

  /** Links versions of prompts (`name/version`) to a trace. */
  async linkPrompts(database: Queryable, traceId: string, prompts: readonly string[]): Promise<void> {
    await database.query(
      `INSERT INTO trace_prompts (trace_id, prompt) SELECT $1, prompt FROM unnest($2::text[]) AS prompt
       ORDER BY prompt COLLATE "C" ON CONFLICT DO NOTHING`,
      [traceId, prompts],
    );
  }
}

function fields(info: Omit<TraceInfo, 'assessments' | 'tags' | 'metadata'>): unknown[] {
  return [
    info.traceId,
    info.experimentId,
    info.requestTimeMs,
    info.executionMs,
    info.state,
    info.clientRequestId,
    info.requestPreview,
    info.responsePreview,
  ];
}

async function upsert(database: Queryable, table: string, traceId: string, map: Map): Promise<void> {
  const keys = Object.keys(map);
  if (keys.length === 0) return;
  await database.query(
    `INSERT INTO ${table} (trace_id, key, value)
     SELECT $1, key, value FROM unnest($2::text[], $3::text[]) AS u (key, value) ORDER BY key COLLATE "C"
     ON CONFLICT (trace_id, key) DO UPDATE SET value = excluded.value`,
    [traceId, keys, Object.values(map)],
  );
}
