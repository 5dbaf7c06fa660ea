import type { ScoringReply } from '../scorers/scorer.ts';

/** A request, as far as scoring routes look at it. */
export interface ScoringCall {
  readonly method: string;
  /** Below where the routes are mounted, without the query: `/invocations`. */
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/** undefined when there is no such route. */
export type ScoringAnswer = Promise<ScoringReply> | ScoringReply | undefined;
