import { type CheckOutcome, sentenceOf } from './readiness.ts';

export interface ReadyAnswer {
  readonly status: 200 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/**
 * What `/ready` answers: 200 when everything that is depended on answers, 503 with why not otherwise. Who asks whether it is ready may
 * come again soon; other answers do not say when (see the error filter).
 */
export function readyAnswer(checks: readonly CheckOutcome[]): ReadyAnswer {
  const failing = checks.filter((each) => !each.ready);
  const headers = { 'cache-control': 'no-store' };
  if (failing.length === 0) return { status: 200, headers, body: { status: 'ready', checks } };
  const message = failing.map(sentenceOf).join('; ');
  return {
    status: 503,
    headers: { ...headers, 'retry-after': '1' },
    body: { error_code: 'TEMPORARILY_UNAVAILABLE', message, status: 'unavailable', checks },
  };
}
