import type { Allowance } from './allowances.ts';
import { differences } from './diff.ts';
import { databaseErrorMark } from './normalise.ts';
import { isFailure, notSent, type Outcome } from './outcome.ts';
import type { Played } from './play.ts';
import type { Json, JsonObject } from './scenario.ts';

export type Kind = 'identical' | 'allowed' | 'message' | 'different';
export interface Verdict {
  readonly kind: Kind;
  readonly lines: readonly string[];
}

const identical: Verdict = { kind: 'identical', lines: [] };
const allowed: Verdict = { kind: 'allowed', lines: [] };

export const isRight = ({ kind }: Verdict): boolean => kind === 'identical' || kind === 'allowed';

/**
 * Compares one step with its recorded answers; the first is the one that a difference is told against. An allowance
 * (none for MLflow itself) says what else is right.
 */
export function judge(
  expected: readonly Outcome[],
  played: Played,
  allowance?: Allowance,
  isMlflow = false,
): Verdict {
  const verdicts = [expected[0], ...expected.slice(1)].map((one) => judgeOne(one, played, isMlflow));
  const verdict = verdicts.find(isRight) ?? verdicts[0] ?? identical;
  if (isRight(verdict) || allowance === undefined || isMlflow) return verdict;
  return isAllowed(allowance, verdict, played) ? allowed : verdict;
}

function isAllowed({ answers }: Allowance, { lines }: Verdict, played: Played): boolean {
  if (typeof answers === 'object') return lines.every((line) => line.startsWith(answers.apartFrom));
  // What a refused step would have made cannot be asked for.
  if ('failure' in played) return answers === 'refusal' && played.failure.includes('is not known');
  return answers === 'success' ? played.outcome.status === 200 : isRefusal(played.outcome);
}

/** Where MLflow failed (5xx), a 4xx with a JSON error is asked for. */
function judgeOne(expected: Outcome | undefined, played: Played, isMlflow: boolean): Verdict {
  if (expected?.status === notSent && 'failure' in played) return identical;
  if ('failure' in played) return { kind: 'different', lines: [played.failure] };
  const actual = played.outcome;
  if (expected === undefined || expected.step !== actual.step) {
    return { kind: 'different', lines: ['the recording does not know this step: record anew'] };
  }
  if (isFailure(expected.status))
    return isMlflow && actual.status === expected.status ? identical : refusal(actual);
  if (isFastApiError(expected) && expected.status === actual.status && isRefusal(actual)) return allowed;
  // Pages for people (404, 405) need not look alike.
  const html = expected.contentType === 'text/html';
  const lines = html
    ? differences(expected.status, actual.status, 'status')
    : differences(plain(expected), plain(alignDatabaseError(expected, actual)));
  if (lines.length === 0) return identical;
  return { kind: lines.every((line) => line.startsWith('body.message:')) ? 'message' : 'different', lines };
}

/** `{"detail": …}` is what the framework under MLflow's artifact routes says by itself; Millrace's errors have one shape. */
const isFastApiError = ({ body }: Outcome): boolean =>
  body !== null && typeof body === 'object' && Object.keys(body).join() === 'detail';

/** Where MLflow passes on what its database said, only the words before that must agree. */
function alignDatabaseError(expected: Outcome, actual: Outcome): Outcome {
  const [wanted, got] = [messageOf(expected), messageOf(actual)];
  if (wanted === undefined || got === undefined || !wanted.endsWith(databaseErrorMark)) return actual;
  const prefix = wanted.slice(0, -databaseErrorMark.length).replace(/ (?:Error: )?$/, '');
  return got.startsWith(prefix)
    ? { ...actual, body: { ...(actual.body as JsonObject), message: wanted } }
    : actual;
}

function messageOf({ body }: Outcome): string | undefined {
  const message =
    body !== undefined && body !== null && typeof body === 'object' && 'message' in body
      ? body.message
      : undefined;
  return typeof message === 'string' ? message : undefined;
}

const plain = (outcome: Outcome): Json => JSON.parse(JSON.stringify(outcome)) as Json;

function isRefusal({ status, body }: Outcome): boolean {
  const isError = typeof body === 'object' && body !== null && 'error_code' in body && 'message' in body;
  return status >= 400 && status < 500 && isError;
}

function refusal(actual: Outcome): Verdict {
  if (isRefusal(actual)) return identical;
  const { body } = actual;
  const text = JSON.stringify(body ?? actual.text ?? '').slice(0, 200);
  return {
    kind: 'different',
    lines: [`MLflow fails here: expected a 4xx JSON error, got ${actual.status} ${text}`],
  };
}
