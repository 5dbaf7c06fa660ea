import { jsonReply } from '../replies.ts';
import type { ScoringReply } from '../scorer.ts';

/** MLflow's own answer. */
export function readReply(payload: Buffer): ScoringReply {
  const status = payload.readUInt16LE(0);
  const size = payload.readUInt16LE(2);
  return {
    status,
    headers: { 'content-type': payload.toString('utf8', 4, 4 + size) },
    body: payload.subarray(4 + size),
  };
}

/** The answers of a batch's requests, in their order. */
export function readReplies(payload: Buffer): ScoringReply[] {
  const replies: ScoringReply[] = [];
  for (let at = 0; at < payload.length;) {
    const end = at + 4 + payload.readUInt32LE(at);
    replies.push(jsonReply(payload.subarray(at + 4, end)));
    at = end;
  }
  return replies;
}
