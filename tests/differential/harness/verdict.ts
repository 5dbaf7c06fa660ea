import { differences } from './diff.ts';
import { databaseErrorMark } from './normalise.ts';
import { isFailure, notSent, type Outcome } from './outcome.ts';
import type { Played } from './play.ts';
import type { Json, JsonObject, Step } from './scenario.ts';

export type Kind = 'identical' | 'message' | 'different';
export interface Verdict {
  readonly kind: Kind;
  readonly lines: readonly string[];
}

const identical: Verdict = { kind: 'identical', lines: [] };

/** Compares one step with its recorded answers; the first is the one that a difference is told against. */
export function judge(step: Step, expected: readonly Outcome[], played: Played, isMlflow = false): Verdict {
  const verdicts = [expected[0], ...expected.slice(1)].map((one) => judgeOne(step, one, played, isMlflow));
  return verdicts.find(({ kind }) => kind === 'identical') ?? verdicts[0] ?? identical;
}

/** Where MLflow failed (5xx), a 4xx with a JSON error is asked for. */
function judgeOne(step: Step, expected: Outcome | undefined, played: Played, isMlflow: boolean): Verdict {
  if (expected?.status === notSent && 'failure' in played) return identical;
  if ('failure' in played) return { kind: 'different', lines: [played.failure] };
  const actual = played.outcome;
  if (expected === undefined || expected.step !== actual.step) {
    return { kind: 'different', lines: ['the recording does not know this step: record anew'] };
  }
  if (step.mayAccept !== undefined && expected.status >= 400 && actual.status === 200) return identical;
  if (isFailure(expected.status))
    return isMlflow && actual.status === expected.status ? identical : refusal(actual);
  // Pages for people (404, 405) need not look alike.
  const html = expected.contentType === 'text/html';
  const lines = html
    ? differences(expected.status, actual.status, 'status')
    : differences(plain(expected), plain(alignDatabaseError(expected, actual)));
  if (lines.length === 0) return identical;
  return { kind: lines.every((line) => line.startsWith('body.message:')) ? 'message' : 'different', lines };
}

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

function refusal(actual: Outcome): Verdict {
  const body = actual.body;
  const isError = typeof body === 'object' && body !== null && 'error_code' in body && 'message' in body;
  if (actual.status >= 400 && actual.status < 500 && isError) return identical;
  const text = JSON.stringify(body ?? actual.text ?? '').slice(0, 200);
  return {
    kind: 'different',
    lines: [`MLflow fails here: expected a 4xx JSON error, got ${actual.status} ${text}`],
  };
}
