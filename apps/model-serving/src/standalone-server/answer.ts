import { errorReply } from '../scorers/replies.ts';
import type { ScoringReply } from '../scorers/scorer.ts';
import { answerMlflowRoute } from '../scoring/mlflow-routes.ts';
import type { ScoringCall } from '../scoring/scoring-call.ts';
import type { ServedModel } from '../scoring/served-model.ts';
import { answerV2Route } from '../scoring/v2/v2-routes.ts';

/** Answers a request to a server of one model. */
export async function answerCall(call: ScoringCall, model: ServedModel): Promise<ScoringReply> {
  const find = (name: string, version: string | undefined): ServedModel | undefined =>
    name === model.name && (version === undefined || version === model.version) ? model : undefined;
  const answer = answerMlflowRoute(call, model.scorer) ?? answerV2Route(call, find);
  return answer ?? errorReply('ENDPOINT_NOT_FOUND', `There is no ${call.path} here.`);
}
