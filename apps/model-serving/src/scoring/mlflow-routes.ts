import { MLFLOW_VERSION } from '@millrace/contracts/mlflow-version';
import { errorReply, jsonReply } from '../scorers/replies.ts';
import type { Scorer, ScoringReply } from '../scorers/scorer.ts';
import type { ScoringAnswer, ScoringCall } from './scoring-call.ts';

// MLflow answers its health checks with an empty line that it calls JSON.
const ALIVE = jsonReply('\n');
const VERSION = jsonReply(MLFLOW_VERSION);

/** The routes of MLflow's own scoring server: `/invocations`, `/ping`, `/health` and `/version`. */
export function answerMlflowRoute(
  { method, path, contentType, body }: ScoringCall,
  scorer: Pick<Scorer, 'score'>,
): ScoringAnswer {
  switch (path) {
    case '/invocations':
      return method === 'POST' ? scorer.score({ contentType, body }) : wrongMethod(method, path, 'POST');
    case '/ping':
    case '/health':
      return isRead(method) ? ALIVE : wrongMethod(method, path, 'GET');
    case '/version':
      return isRead(method) ? VERSION : wrongMethod(method, path, 'GET');
    default:
      return undefined;
  }
}

/** 405, which names the method that the route has. */
export function wrongMethod(method: string, path: string, right: string): ScoringReply {
  const reply = errorReply('BAD_REQUEST', `${path} has no method ${method}; use ${right}.`, 405);
  return { ...reply, headers: { ...reply.headers, allow: right } };
}

export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}
