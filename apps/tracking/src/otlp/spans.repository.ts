import { Injectable } from '@nestjs/common';
import type { Queryable } from '@millrace/database/database';
import type { UsageNode } from './aggregate-usage.ts';
import { usedBy } from './aggregate-usage.ts';
import type { StoredSpan } from './stored-span.ts';
import type { SpanSummary } from './span-summary.ts';

/** A trace that spans arrive for. */
export interface TraceState {
  readonly traceId: string;
  readonly hasRequestPreview: boolean;
  readonly hasResponsePreview: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly isNew: boolean;
}

@Injectable()
export class SpansRepository {
  /** Those of the ids that name a trace. */
  async existing(database: Queryable, traceIds: readonly string[]): Promise<Set<string>> {
    const rows = await database.query<{ trace_id: string }>(
      'SELECT trace_id FROM traces WHERE trace_id = ANY ($1)',
      [traceIds],
    );
    return new Set(rows.map(({ trace_id }) => trace_id));
  }

  /** Creates traces for spans that came before their trace; returns the ids of those that were not there. */
  async createTraces(
    database: Queryable,
    experimentId: number,
    summaries: readonly SpanSummary[],
  ): Promise<Set<string>> {
    const rows = await database.query<{ trace_id: string }>(
      `INSERT INTO traces (trace_id, experiment_id, timestamp_ms, execution_ms, state)
       SELECT trace_id, $1, start_ms, end_ms - start_ms, coalesce(state, 'IN_PROGRESS')
       FROM unnest($2::text[], $3::int8[], $4::int8[], $5::text[]) AS s (trace_id, start_ms, end_ms, state)
       ORDER BY trace_id COLLATE "C" ON CONFLICT (trace_id) DO NOTHING RETURNING trace_id`,
      [
        experimentId,
        summaries.map(({ traceId }) => traceId),
        summaries.map(({ startMs }) => startMs),
        summaries.map(({ endMs }) => endMs),
        summaries.map(({ rootState }) => rootState),
      ],
    );
    return new Set(rows.map(({ trace_id }) => trace_id));
  }

  /** Locks the traces until the transaction ends, in one order for all, and reads what spans may change. */
  async lockTraces(
    database: Queryable,
    traceIds: readonly string[],
    created: ReadonlySet<string>,
  ): Promise<TraceState[]> {
    const rows = await database.query<{
      trace_id: string;
      request: boolean;
      response: boolean;
      metadata: Record<string, string> | null;
    }>(
      `SELECT t.trace_id, t.request_preview IS NOT NULL AS request, t.response_preview IS NOT NULL AS response,
         (SELECT json_object_agg(m.key, m.value) FROM trace_metadata m WHERE m.trace_id = t.trace_id) AS metadata
       FROM traces t WHERE t.trace_id = ANY ($1) ORDER BY t.trace_id FOR NO KEY UPDATE OF t`,
      [traceIds],
    );
    return rows.map((row) => ({
      traceId: row.trace_id,
      hasRequestPreview: row.request,
      hasResponsePreview: row.response,
      metadata: row.metadata ?? {},
      isNew: created.has(row.trace_id),
    }));
  }

  /** Stores spans; one that came before is written over. */
  async upsertSpans(database: Queryable, spans: readonly StoredSpan[]): Promise<void> {
    const lastOfEach = [...new Map(spans.map((span) => [`${span.traceId} ${span.spanId}`, span])).values()];
    await database.query(
      `INSERT INTO spans (trace_id, span_id, parent_span_id, name, type, status, start_ns, end_ns, content)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int8[],
                            $8::int8[], $9::text[]) AS s (trace_id, span_id)
       ORDER BY trace_id COLLATE "C", span_id COLLATE "C"
       ON CONFLICT (trace_id, span_id) DO UPDATE SET parent_span_id = excluded.parent_span_id, name = excluded.name,
         type = excluded.type, status = excluded.status, start_ns = excluded.start_ns, end_ns = excluded.end_ns,
         content = excluded.content`,
      [
        lastOfEach.map(({ traceId }) => traceId),
        lastOfEach.map(({ spanId }) => spanId),
        lastOfEach.map(({ parentSpanId }) => parentSpanId),
        lastOfEach.map(({ name }) => name),
        lastOfEach.map(({ type }) => type),
        lastOfEach.map(({ status }) => status),
        lastOfEach.map(({ startNs }) => startNs),
        lastOfEach.map(({ endNs }) => endNs),
        lastOfEach.map(({ content }) => content),
      ],
    );
  }

  /** What all spans of a trace used, by one of their attributes. */
  async usageNodes(database: Queryable, traceId: string, attribute: string): Promise<UsageNode[]> {
    const rows = await database.query<{
      span_id: string;
      parent_span_id: string | null;
      used: string | null;
    }>(
      `SELECT span_id, parent_span_id, content::json -> 'attributes' ->> $2 AS used FROM spans WHERE trace_id = $1`,
      [traceId, attribute],
    );
    return rows.map((row) => ({
      spanId: row.span_id,
      parentSpanId: row.parent_span_id,
      used: usedBy(row.used ?? undefined),
    }));
  }

  /** Widens the trace to its new spans' times (not when it is finalized), and tells its state once its root is there. */
  async widen(database: Queryable, summary: SpanSummary, keepTimes: boolean): Promise<void> {
    await database.query(
      `UPDATE traces SET
         timestamp_ms = CASE WHEN $5 THEN timestamp_ms ELSE least(timestamp_ms, $2) END,
         execution_ms = CASE WHEN $5 OR $3::int8 IS NULL THEN execution_ms
           ELSE greatest(timestamp_ms + coalesce(execution_ms, 0), $3) - least(timestamp_ms, $2) END,
         state = CASE WHEN state IN ('IN_PROGRESS', 'STATE_UNSPECIFIED') THEN coalesce($4, state) ELSE state END,
         request_preview = coalesce(request_preview, $6), response_preview = coalesce(response_preview, $7)
       WHERE trace_id = $1`,
      [
        summary.traceId,
        summary.startMs,
        summary.endMs,
        summary.rootState,
        keepTimes,
        summary.requestPreview,
        summary.responsePreview,
      ],
    );
  }
}
