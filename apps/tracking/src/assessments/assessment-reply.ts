import { msToTimestamp } from '@millrace/contracts/wire/proto-time';
import { dumpPythonJson, PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';
import type { Assessment, AssessmentError } from './assessment.ts';

/** An assessment as MLflow's JSON. */
export function renderAssessment(assessment: Assessment): object {
  return {
    assessment_id: assessment.assessmentId,
    assessment_name: assessment.name,
    trace_id: assessment.traceId,
    ...(assessment.spanId !== null && { span_id: assessment.spanId }),
    source: {
      source_type: assessment.sourceType,
      ...(assessment.sourceId !== null && { source_id: assessment.sourceId }),
    },
    create_time: msToTimestamp(assessment.createdMs),
    last_update_time: msToTimestamp(assessment.updatedMs),
    ...renderValue(assessment),
    ...(assessment.rationale !== null && { rationale: assessment.rationale }),
    ...(assessment.metadata !== null && { metadata: assessment.metadata }),
    ...(assessment.overrides && { overrides: assessment.overrides }),
    valid: assessment.valid,
  };
}

function renderValue({ kind, value, error }: Assessment): object {
  if (kind === 'issue') return { issue: toJson(value) };
  if (kind === 'feedback')
    return { feedback: { value: toJson(value), ...(error !== null && { error: renderError(error) }) } };
  const plain = typeof value !== 'object' || value instanceof PythonFloat;
  return {
    expectation: plain
      ? { value: toJson(value) }
      : { serialized_value: { serialization_format: 'JSON_FORMAT', value: dumpPythonJson(value) } },
  };
}

const LONGEST_TRACE = 10_000;
const CUT = '[Stack trace is truncated]\n...\n';

function renderError({ error_code, error_message, stack_trace }: AssessmentError): object {
  const stack =
    stack_trace !== null && stack_trace.length > LONGEST_TRACE
      ? CUT + stack_trace.slice(CUT.length - LONGEST_TRACE)
      : stack_trace;
  return { error_code, ...(error_message && { error_message }), ...(stack && { stack_trace: stack }) };
}

/** For JSON.stringify: floats become numbers, and so do integers past 2^53, as protobuf's Value has them. */
function toJson(value: PythonValue): unknown {
  if (value instanceof PythonFloat) return value.value;
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}
