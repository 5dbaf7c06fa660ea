import { randomUUID } from 'node:crypto';
import { invalidParameter } from '@millrace/contracts/errors';
import type {
  Assessment as AssessmentMessage,
  Expectation as ExpectationMessage,
  Feedback as FeedbackMessage,
} from '@millrace/contracts/tracking/traces';
import type { JsonValue, MessageOf } from '@millrace/contracts/wire/field';
import { timestampToMs } from '@millrace/contracts/wire/proto-time';
import { parsePythonJson, PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';
import type { Assessment, AssessmentError } from './assessment.ts';

type Message = MessageOf<typeof AssessmentMessage>;

const SOURCE_RUN = 'mlflow.assessment.sourceRunId';

/** The assessment that a message tells of, for one trace. Throws 400 when it is of no kind, or its value is none. */
export function readAssessment(message: Message, traceId: string): Assessment {
  const kind = kindOf(message);
  const nowMs = Date.now();
  const metadata = Object.keys(message.metadata).length > 0 ? message.metadata : null;
  return {
    assessmentId: message.assessment_id || `a-${randomUUID().replaceAll('-', '')}`,
    traceId,
    name: message.assessment_name ?? '',
    kind,
    value: valueOf(message, kind),
    error: kind === 'feedback' ? readError(message.feedback) : null,
    createdMs: timestampToMs(message.create_time ?? '') || nowMs,
    updatedMs: timestampToMs(message.last_update_time ?? '') || nowMs,
    sourceType: message.source?.source_type ?? 'SOURCE_TYPE_UNSPECIFIED',
    sourceId: message.source?.source_id || null,
    runId: metadata?.[SOURCE_RUN] ?? null,
    spanId: message.span_id || null,
    rationale: kind === 'expectation' ? null : message.rationale || null,
    metadata,
    overrides: kind === 'feedback' ? message.overrides || null : null,
    valid: true,
  };
}

function kindOf(message: Message): Assessment['kind'] {
  if (message.feedback !== undefined) return 'feedback';
  if (message.expectation !== undefined) return 'expectation';
  if (message.issue !== undefined) return 'issue';
  throw invalidParameter('Unknown assessment type: None');
}

function valueOf(message: Message, kind: Assessment['kind']): PythonValue {
  if (kind === 'feedback') return toPython(message.feedback?.value ?? null);
  if (kind === 'issue') return { issue_name: message.issue?.issue_name ?? '' };
  return readExpectation(message.expectation);
}

/** An expectation's value; 400 when there is none. */
export function readExpectation(expectation: MessageOf<typeof ExpectationMessage> | undefined): PythonValue {
  const serialized = expectation?.serialized_value;
  const value = serialized === undefined ? toPython(expectation?.value ?? null) : parseSerialized(serialized);
  if (value === null) throw invalidParameter('The `value` field must be specified.');
  return value;
}

function parseSerialized(serialized: { serialization_format?: string; value?: string }): PythonValue {
  const { serialization_format: format = '', value = '' } = serialized;
  if (format !== 'JSON_FORMAT')
    throw invalidParameter(`Unknown serialization format: ${format}. Only JSON_FORMAT is supported.`);
  try {
    return parsePythonJson(value);
  } catch {
    throw invalidParameter("'assessment.expectation.serialized_value.value' must be JSON text.");
  }
}

export function readError(feedback: MessageOf<typeof FeedbackMessage> | undefined): AssessmentError | null {
  const error = feedback?.error;
  if (error === undefined) return null;
  return {
    error_code: error.error_code ?? '',
    error_message: error.error_message || null,
    stack_trace: error.stack_trace || null,
  };
}

/** protobuf's Value knows doubles only. */
export function toPython(json: JsonValue): PythonValue {
  if (typeof json === 'number' || typeof json === 'bigint') {
    const number = Number(json);
    if (!Number.isFinite(number)) throw invalidParameter('Values of assessments must be finite numbers.');
    return new PythonFloat(number);
  }
  if (Array.isArray(json)) return json.map(toPython);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, toPython(item)]));
}
