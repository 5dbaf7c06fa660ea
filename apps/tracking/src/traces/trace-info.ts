import type { Assessment } from '../assessments/assessment.ts';

/** All that is known of a trace except its spans. */
export interface TraceInfo {
  readonly traceId: string;
  readonly experimentId: number;
  readonly requestTimeMs: number;
  readonly executionMs: number | null;
  /** STATE_UNSPECIFIED, OK, ERROR or IN_PROGRESS. */
  readonly state: string;
  readonly clientRequestId: string | null;
  readonly requestPreview: string | null;
  readonly responsePreview: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly assessments: readonly Assessment[];
}
