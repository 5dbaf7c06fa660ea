import { dumpPythonJson, parsePythonJson } from '@millrace/contracts/wire/python-json';
import type { Assessment, AssessmentError } from './assessment.ts';

/** A row of the table `assessments`; value, error and metadata are JSON text as Python writes it, which filters look into. */
export interface AssessmentRow {
  readonly assessment_id: string;
  readonly trace_id: string;
  readonly name: string;
  readonly kind: Assessment['kind'];
  readonly value: string | null;
  readonly error: string | null;
  readonly created_ms: number;
  readonly updated_ms: number;
  readonly source_type: string;
  readonly source_id: string | null;
  readonly run_id: string | null;
  readonly span_id: string | null;
  readonly rationale: string | null;
  readonly metadata: string | null;
  readonly overrides: string | null;
  readonly valid: boolean;
}

export function fromRow(row: AssessmentRow): Assessment {
  return {
    assessmentId: row.assessment_id,
    traceId: row.trace_id,
    name: row.name,
    kind: row.kind,
    value: parsePythonJson(row.value ?? 'null'),
    error: row.error === null ? null : (JSON.parse(row.error) as AssessmentError),
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
    sourceType: row.source_type,
    sourceId: row.source_id,
    runId: row.run_id,
    spanId: row.span_id,
    rationale: row.rationale,
    metadata: row.metadata === null ? null : (JSON.parse(row.metadata) as Record<string, string>),
    overrides: row.overrides,
    valid: row.valid,
  };
}

export function toRow(assessment: Assessment): AssessmentRow {
  return {
    assessment_id: assessment.assessmentId,
    trace_id: assessment.traceId,
    name: assessment.name,
    kind: assessment.kind,
    value: dumpPythonJson(assessment.value),
    error: assessment.error && dumpPythonJson({ ...assessment.error }),
    created_ms: assessment.createdMs,
    updated_ms: assessment.updatedMs,
    source_type: assessment.sourceType,
    source_id: assessment.sourceId,
    run_id: assessment.runId,
    span_id: assessment.spanId,
    rationale: assessment.rationale,
    metadata: assessment.metadata && dumpPythonJson(assessment.metadata),
    overrides: assessment.overrides,
    valid: assessment.valid,
  };
}
