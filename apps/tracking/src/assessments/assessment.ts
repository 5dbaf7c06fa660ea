import type { PythonValue } from '@millrace/contracts/wire/python-json';

export interface AssessmentError {
  readonly error_code: string;
  readonly error_message: string | null;
  readonly stack_trace: string | null;
}

/** What a person, a judge or a program said about a trace. */
export interface Assessment {
  readonly assessmentId: string;
  readonly traceId: string;
  readonly name: string;
  readonly kind: 'feedback' | 'expectation' | 'issue';
  /** Of an issue: `{issue_name}`. */
  readonly value: PythonValue;
  /** Only feedback has one. */
  readonly error: AssessmentError | null;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly sourceType: string;
  readonly sourceId: string | null;
  readonly runId: string | null;
  readonly spanId: string | null;
  readonly rationale: string | null;
  readonly metadata: Readonly<Record<string, string>> | null;
  /** The assessment that this one takes the place of. */
  readonly overrides: string | null;
  /** False once another assessment overrides this one. */
  readonly valid: boolean;
}
