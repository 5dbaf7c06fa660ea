import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { send, type RawRequest } from './http.ts';
import { valuesAt } from './json-path.ts';
import { Normaliser } from './normalise.ts';
import { outcomeOf, parsedBody, type Outcome } from './outcome.ts';
import { titleOf, type Json, type Query, type Scenario, type Step } from './scenario.ts';
import { fillJson, fillText, type Values } from './template.ts';

export interface Target {
  readonly url: string;
  readonly folders?: readonly string[];
}

/** A step's outcome, or why it could not be sent. */
export type Played = { readonly outcome: Outcome } | { readonly failure: string };

/**
 * Sends a scenario's steps one after another. `{{uid}}` is a new unique word of ten characters
 * for each play, `{{hex}}` thirty random hexadecimal digits.
 */
export async function play(scenario: Scenario, target: Target): Promise<Played[]> {
  const uid = `u${randomBytes(5).toString('hex').slice(0, 9)}`;
  const hex = randomBytes(15).toString('hex');
  const values = new Map<string, Json>([
    ['uid', uid],
    ['hex', hex],
  ]);
  const definition = JSON.stringify(scenario.steps);
  const normaliser = new Normaliser({ definition, uid, server: target.url, folders: target.folders ?? [] });
  normaliser.learn('hex', hex);
  normaliser.learn('base64 of hex01', Buffer.from(`${hex}01`, 'hex').toString('base64'));
  const played: Played[] = [];
  for (const step of scenario.steps) {
    normaliser.nextStep();
    if (step.pause !== undefined) await sleep(step.pause);
    try {
      const answer = await send(target.url, requestOf(step, values));
      const json = parsedBody(answer);
      for (const [name, path] of Object.entries(step.save ?? {})) {
        const [value] = valuesAt(json, path);
        if (value === undefined) continue;
        values.set(name, value);
        normaliser.learn(name, value);
      }
      played.push({ outcome: outcomeOf(titleOf(step), step, answer, normaliser) });
    } catch (error) {
      played.push({ failure: error instanceof Error ? error.message : String(error) });
    }
  }
  return played;
}

function requestOf(step: Step, values: Values): RawRequest {
  const body = step.raw === undefined ? step.body : undefined;
  const text =
    body === undefined ? step.raw && fillText(step.raw, values) : JSON.stringify(fillJson(body, values));
  const json: Record<string, string> = text === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method: step.method,
    path: fillText(step.path, values) + queryText(step.query ?? {}, values),
    headers: { ...json, ...filledHeaders(step, values) },
    ...(text === undefined ? {} : { body: text }),
  };
}

function filledHeaders(step: Step, values: Values): Record<string, string> {
  const headers = Object.entries(step.headers ?? {}).map(([name, value]) => [name, fillText(value, values)]);
  return Object.fromEntries(headers) as Record<string, string>;
}

function queryText(query: Query, values: Values): string {
  const pairs = new URLSearchParams();
  for (const [name, given] of Object.entries(query)) {
    for (const value of typeof given === 'string' ? [given] : given)
      pairs.append(name, fillText(value, values));
  }
  const text = pairs.toString();
  return text === '' ? '' : `?${text}`;
}
