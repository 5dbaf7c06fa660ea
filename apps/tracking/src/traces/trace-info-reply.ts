import { truncate } from '@millrace/contracts/validation/names';
import { msToDuration, msToTimestamp } from '@millrace/contracts/wire/proto-time';
import { renderAssessment } from '../assessments/assessment-reply.ts';
import type { TraceInfo } from './trace-info.ts';

const MAX_METADATA = 250;
const MAX_TAG_VALUE = 4096;

/** A trace's info as version 3 of the API writes it. Long tags and metadata are cut in replies only, as in MLflow. */
export function renderTraceInfo(info: TraceInfo): object {
  return {
    trace_id: info.traceId,
    ...(info.clientRequestId !== null && { client_request_id: info.clientRequestId }),
    trace_location: {
      type: 'MLFLOW_EXPERIMENT',
      mlflow_experiment: { experiment_id: String(info.experimentId) },
    },
    ...(info.requestPreview !== null && { request_preview: info.requestPreview }),
    ...(info.responsePreview !== null && { response_preview: info.responsePreview }),
    request_time: msToTimestamp(info.requestTimeMs),
    ...(info.executionMs !== null && { execution_duration: msToDuration(info.executionMs) }),
    state: info.state,
    ...nonEmpty('trace_metadata', cut(info.metadata, MAX_METADATA)),
    ...nonEmpty('tags', cut(info.tags, MAX_TAG_VALUE)),
    ...(info.assessments.length > 0 && { assessments: info.assessments.map(renderAssessment) }),
  };
}

/** A trace's info as version 2 of the API writes it: lists of keys and values, and no duration is 0. */
export function renderTraceInfoV2(info: TraceInfo): object {
  const metadata = pairs(cut(info.metadata, MAX_METADATA));
  const tags = pairs(cut(info.tags, MAX_TAG_VALUE));
  return {
    request_id: info.traceId,
    experiment_id: String(info.experimentId),
    timestamp_ms: info.requestTimeMs,
    execution_time_ms: info.executionMs ?? 0,
    status: info.state === 'STATE_UNSPECIFIED' ? 'TRACE_STATUS_UNSPECIFIED' : info.state,
    ...(metadata.length > 0 && { request_metadata: metadata }),
    ...(tags.length > 0 && { tags }),
  };
}

function cut(map: Readonly<Record<string, string>>, longest: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [truncate(key, MAX_METADATA), truncate(value, longest)]),
  );
}

function nonEmpty(name: string, map: Record<string, string>): object {
  return Object.keys(map).length > 0 ? { [name]: map } : {};
}

function pairs(map: Record<string, string>): { key: string; value: string }[] {
  return Object.entries(map).map(([key, value]) => ({ key, value }));
}
