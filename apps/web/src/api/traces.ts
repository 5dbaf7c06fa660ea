import { type Assessment, assessmentOf, type WireAssessment } from './assessments.ts';
import type { Page } from './experiments.ts';
import type { Tags } from './key-values.ts';
import { get, mlflow, patch, post, remove, type RequestOptions } from './request.ts';

export const TRACES = 'ajax-api/3.0/mlflow/traces';

export type TraceState = 'OK' | 'ERROR' | 'IN_PROGRESS' | 'STATE_UNSPECIFIED';

export interface TraceInfo {
  readonly id: string;
  readonly experimentId: string;
  readonly name: string;
  readonly requestPreview: string;
  readonly responsePreview: string;
  readonly startMs: number;
  /** Undefined while it is under way. */
  readonly durationMs: number | undefined;
  readonly state: TraceState;
  readonly tokens: TokenUsage | undefined;
  /** Empty when no run made it. */
  readonly runId: string;
  readonly session: string;
  readonly user: string;
  readonly tags: Tags;
  readonly metadata: Tags;
  readonly assessments: readonly Assessment[];
}

export interface TokenUsage {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly total: number | undefined;
}

interface WireTraceInfo {
  readonly trace_id: string;
  readonly trace_location?: { readonly mlflow_experiment?: { readonly experiment_id?: string } };
  readonly request_preview?: string;
  readonly response_preview?: string;
  readonly request_time: string;
  readonly execution_duration?: string;
  readonly state?: TraceState;
  readonly trace_metadata?: Tags;
  readonly tags?: Tags;
  readonly assessments?: readonly WireAssessment[];
}

function traceInfoOf(wire: WireTraceInfo): TraceInfo {
  // Keys of users may be called anything: the records have no prototype.
  const tags = Object.assign(Object.create(null), wire.tags) as Tags;
  const metadata = Object.assign(Object.create(null), wire.trace_metadata) as Tags;
  return {
    id: wire.trace_id,
    experimentId: wire.trace_location?.mlflow_experiment?.experiment_id ?? '',
    name: tags['mlflow.traceName'] ?? '',
    requestPreview: wire.request_preview ?? '',
    responsePreview: wire.response_preview ?? '',
    startMs: Date.parse(wire.request_time),
    durationMs: wire.execution_duration === undefined ? undefined : millisecondsOf(wire.execution_duration),
    state: wire.state ?? 'STATE_UNSPECIFIED',
    tokens: tokensOf(metadata['mlflow.trace.tokenUsage']),
    runId: metadata['mlflow.sourceRun'] ?? '',
    session: metadata['mlflow.trace.session'] ?? '',
    user: metadata['mlflow.trace.user'] ?? '',
    tags,
    metadata,
    assessments: (wire.assessments ?? []).map(assessmentOf),
  };
}

/** protobuf's Duration: `1.250s`. */
function millisecondsOf(duration: string): number {
  return Math.round(Number(duration.replace(/s$/, '')) * 1e6) / 1000;
}

/** The token usage that JSON text tells of; undefined where it is none. */
export function tokensOf(text: string | undefined): TokenUsage | undefined {
  if (text === undefined) return undefined;
  try {
    const usage = JSON.parse(text) as Record<string, unknown> | null;
    const at = (key: string): number | undefined => {
      const count = usage?.[key];
      return typeof count === 'number' ? count : undefined;
    };
    const tokens = { input: at('input_tokens'), output: at('output_tokens'), total: at('total_tokens') };
    return Object.values(tokens).some((count) => count !== undefined) ? tokens : undefined;
  } catch {
    return undefined;
  }
}

export interface TraceQuery {
  readonly experimentId: string;
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly pageToken?: string | undefined;
}

export async function searchTraces(query: TraceQuery, options?: RequestOptions): Promise<Page<TraceInfo>> {
  const reply = await post<{ traces?: WireTraceInfo[]; next_page_token?: string }>(
    `${TRACES}/search`,
    {
      locations: [{ type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: query.experimentId } }],
      filter: query.filter,
      order_by: query.orderBy,
      max_results: 100,
      page_token: query.pageToken,
    },
    options,
  );
  return { items: (reply.traces ?? []).map(traceInfoOf), nextPageToken: reply.next_page_token };
}

export async function getTraceInfo(id: string, options?: RequestOptions): Promise<TraceInfo> {
  const reply = await get<{ trace: { trace_info: WireTraceInfo } }>(
    `${TRACES}/${encodeURIComponent(id)}`,
    {},
    options,
  );
  return traceInfoOf(reply.trace.trace_info);
}

/** Returns how many were there to delete. */
export async function deleteTraces(experimentId: string, ids: readonly string[]): Promise<number> {
  const reply = await post<{ traces_deleted?: number }>(mlflow('traces/delete-traces'), {
    experiment_id: experimentId,
    request_ids: ids,
  });
  return reply.traces_deleted ?? 0;
}

export const setTraceTag = (id: string, key: string, value: string): Promise<object> =>
  patch(`${TRACES}/${encodeURIComponent(id)}/tags`, { key, value });

export const deleteTraceTag = (id: string, key: string): Promise<object> =>
  remove(`${TRACES}/${encodeURIComponent(id)}/tags`, { key });
