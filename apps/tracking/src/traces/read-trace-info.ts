import { invalidParameter } from '@millrace/contracts/errors';
import type { TraceInfoV3 } from '@millrace/contracts/tracking/traces';
import { checkLength, checkStorable } from '@millrace/contracts/validation/names';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { durationToMs, timestampToMs } from '@millrace/contracts/wire/proto-time';
import { readAssessment } from '../assessments/read-assessment.ts';
import { normaliseMetadata } from './analytics-metadata.ts';
import type { TraceInfo } from './trace-info.ts';
import { TRACE_NAME } from './trace-keys.ts';

// MLflow says 50 and does not hold its SQLite to it; with the longest keys this still fits an index.
const MAX_TRACE_ID_LENGTH = 250;
const MAX_TRACE_NAME_LENGTH = 4096;

/** A trace's info without its experiment, which is looked up. */
export type GivenTraceInfo = Omit<TraceInfo, 'experimentId'>;

/** The trace info that a message tells of. Throws 400 when a name or id is too long, or an assessment is wrong. */
export function readTraceInfo(message: MessageOf<typeof TraceInfoV3>): GivenTraceInfo {
  const traceId = message.trace_id ?? '';
  checkLength('trace_id', MAX_TRACE_ID_LENGTH, traceId);
  checkStorable('trace_id', traceId);
  checkTraceName(message.tags[TRACE_NAME]);
  return {
    traceId,
    requestTimeMs: message.request_time === undefined ? 0 : timestampToMs(message.request_time),
    executionMs: message.execution_duration === undefined ? null : durationToMs(message.execution_duration),
    state: message.state ?? 'STATE_UNSPECIFIED',
    clientRequestId: message.client_request_id ?? null,
    requestPreview: message.request_preview ?? null,
    responsePreview: message.response_preview ?? null,
    tags: message.tags,
    metadata: normaliseMetadata(message.trace_metadata),
    assessments: message.assessments.map((assessment) => readAssessment(assessment, traceId)),
  };
}

/** Throws 400 when a trace's name is too long. */
export function checkTraceName(name: string | undefined): void {
  if (name !== undefined) checkLength('Trace name', MAX_TRACE_NAME_LENGTH, name);
}

/** The id of the experiment that a message places its trace in; 400 when it names none. */
export function readLocation(message: MessageOf<typeof TraceInfoV3>): string {
  const experimentId = message.trace_location?.mlflow_experiment?.experiment_id;
  if (!experimentId)
    throw invalidParameter(
      "'trace.trace_info.trace_location.mlflow_experiment.experiment_id' must name the experiment of the trace.",
    );
  return experimentId;
}
