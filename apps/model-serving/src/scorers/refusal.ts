import { busyReply, errorReply } from './replies.ts';
import type { ScoringReply, ScoringRequest } from './scorer.ts';

const NO_CONTENT_TYPE =
  'The request has no Content-Type: it must be application/json, text/csv or application/vnd.apache.parquet.';

/** The answer to a request that no scorer takes; undefined for the others. */
export function refusal(
  { contentType }: ScoringRequest,
  queued: number,
  maxQueue: number,
  isStopping: boolean,
): ScoringReply | undefined {
  if (isStopping) return busyReply('The model is being stopped.');
  if (contentType === undefined) return errorReply('BAD_REQUEST', NO_CONTENT_TYPE, 415);
  if (queued < maxQueue) return undefined;
  return busyReply(`${queued} requests wait for the model, which is as many as may.`);
}
