import { post, remove } from './request.ts';

export type AssessmentKind = 'feedback' | 'expectation' | 'issue';

export interface Assessment {
  readonly id: string;
  readonly name: string;
  readonly kind: AssessmentKind;
  /** Any JSON. */
  readonly value: unknown;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly rationale: string;
  /** `HUMAN`, `LLM_JUDGE`, `CODE`… */
  readonly sourceType: string;
  readonly sourceId: string;
  /** The span it is about; empty when it is about the whole trace. */
  readonly spanId: string;
  readonly createdMs: number;
  /** Whether another one has taken its place. */
  readonly isValid: boolean;
}

export interface WireAssessment {
  readonly assessment_id: string;
  readonly assessment_name: string;
  readonly span_id?: string;
  readonly source?: { readonly source_type?: string; readonly source_id?: string };
  readonly create_time: string;
  readonly rationale?: string;
  readonly valid?: boolean;
  readonly feedback?: {
    readonly value?: unknown;
    readonly error?: { readonly error_code?: string; readonly error_message?: string };
  };
  readonly expectation?: {
    readonly value?: unknown;
    readonly serialized_value?: { readonly value?: string };
  };
  readonly issue?: { readonly issue_name?: string };
}

export function assessmentOf(wire: WireAssessment): Assessment {
  const error = wire.feedback?.error;
  return {
    id: wire.assessment_id,
    name: wire.assessment_name,
    kind: wire.expectation ? 'expectation' : wire.issue ? 'issue' : 'feedback',
    value: valueOf(wire),
    error: error && { code: error.error_code ?? '', message: error.error_message ?? '' },
    rationale: wire.rationale ?? '',
    sourceType: wire.source?.source_type ?? '',
    sourceId: wire.source?.source_id ?? '',
    spanId: wire.span_id ?? '',
    createdMs: Date.parse(wire.create_time),
    isValid: wire.valid ?? true,
  };
}

function valueOf({ feedback, expectation, issue }: WireAssessment): unknown {
  if (issue) return issue.issue_name;
  if (feedback) return feedback.value;
  const text = expectation?.serialized_value?.value;
  if (text === undefined) return expectation?.value;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export interface NewAssessment {
  readonly kind: 'feedback' | 'expectation';
  readonly name: string;
  /** Any JSON but null. */
  readonly value: unknown;
  readonly rationale: string;
  /** Who says so. */
  readonly sourceId: string;
  /** 16 hex digits; left out for the whole trace. */
  readonly spanId: string | undefined;
}

const place = (traceId: string): string =>
  `ajax-api/3.0/mlflow/traces/${encodeURIComponent(traceId)}/assessments`;

export const createAssessment = (traceId: string, made: NewAssessment): Promise<object> =>
  post(place(traceId), {
    assessment: {
      assessment_name: made.name,
      ...(made.spanId && { span_id: made.spanId }),
      source: { source_type: 'HUMAN', source_id: made.sourceId },
      ...(made.rationale && { rationale: made.rationale }),
      ...(made.kind === 'feedback'
        ? { feedback: { value: made.value } }
        : { expectation: expectationOf(made.value) }),
    },
  });

function expectationOf(value: unknown): object {
  if (typeof value !== 'object') return { value };
  return { serialized_value: { serialization_format: 'JSON_FORMAT', value: JSON.stringify(value) } };
}

export const deleteAssessment = (traceId: string, id: string): Promise<object> =>
  remove(`${place(traceId)}/${encodeURIComponent(id)}`);
