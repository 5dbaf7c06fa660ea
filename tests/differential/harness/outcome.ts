import type { RawAnswer } from './http.ts';
import { sortAt, sortByText, valuesAt } from './json-path.ts';
import { parseLenient } from './lenient-json.ts';
import type { Normaliser } from './normalise.ts';
import type { Json, JsonObject, Step } from './scenario.ts';

/** What a step got, with everything that differs from run to run replaced. */
export type Outcome = {
  step: string;
  status: number;
  headers?: Record<string, string>;
  body?: Json;
  /** For answers that are not JSON: their content type and text. */
  contentType?: string;
  text?: string;
};

/** MLflow broke: a 5xx other than 501 and 503, which say that a thing is not supported or switched off. */
export const isFailure = (status: number): boolean => status >= 500 && status !== 501 && status !== 503;

/** The status of a step that could not be sent because an earlier one was refused. */
export const notSent = 0;

const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const mediaType = (answer: RawAnswer): string => (answer.headers['content-type'] ?? '').split(';')[0] ?? '';

export function parsedBody(answer: RawAnswer): Json | undefined {
  return mediaType(answer) === 'application/json' ? parseLenient(answer.body.toString()) : undefined;
}

export function outcomeOf(title: string, step: Step, answer: RawAnswer, normaliser: Normaliser): Outcome {
  const outcome: Outcome = { step: title, status: answer.status };
  if (step.answerHeaders !== undefined) {
    const headers = step.answerHeaders.map((name) => [
      name,
      normaliser.text(String(answer.headers[name] ?? ''), ''),
    ]);
    outcome.headers = Object.fromEntries(headers) as Record<string, string>;
  }
  const json = parsedBody(answer);
  if (json !== undefined) outcome.body = bodyOf(step, answer.status, json, normaliser);
  else if (mediaType(answer) === 'text/html') outcome.contentType = 'text/html';
  else {
    outcome.contentType = answer.headers['content-type'] ?? '';
    outcome.text = normaliser.text(answer.body.toString('latin1'), '');
  }
  return outcome;
}

function bodyOf(step: Step, status: number, json: Json, normaliser: Normaliser): Json {
  const body = normaliser.json(json);
  for (const path of step.anyOrder ?? []) sortAt(body, path);
  if (step.pick !== undefined && status === 200) {
    const picked = Object.fromEntries(step.pick.map((path) => [path, valuesAt(body, path)]));
    if (step.anyOrder !== undefined) Object.values(picked).forEach(sortByText);
    return picked;
  }
  if (step.messageMayDiffer !== undefined && isObject(body) && 'error_code' in body)
    body['message'] = '<any>';
  return body;
}
