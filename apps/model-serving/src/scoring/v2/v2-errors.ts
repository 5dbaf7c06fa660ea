import { MlflowError } from '@millrace/contracts/errors';
import { jsonReply } from '../../scorers/replies.ts';
import type { ScoringReply } from '../../scorers/scorer.ts';

/** An error as both protocols write it: `error` for this one, `error_code` and `message` for MLflow's. */
export function v2Error(error: unknown): ScoringReply {
  if (!(error instanceof MlflowError)) throw error;
  return jsonReply(JSON.stringify({ error: error.message, ...error.toJSON() }), error.httpStatus);
}

/** A scorer's refusal, in this protocol's form too. */
export function asV2Error(reply: ScoringReply): ScoringReply {
  const fields = JSON.parse(reply.body.toString()) as { readonly message: string };
  return { ...reply, body: JSON.stringify({ error: fields.message, ...fields }) };
}
