import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenScorer } from '../src/scorers/scorer.ts';

/** What a model of the tests does, in its file `behaviour.json`. */
export interface Behaviour {
  readonly answer: string;
  /** It does not load, and says this. */
  readonly broken?: string;
  /** It loads, but its own input example fails with this. */
  readonly badExample?: string;
  readonly loadMs?: number;
}

/** Scorers that are open now, by what they answer. */
export const openScorers: string[] = [];

/** Opens scorers that answer what is written in their model: to see which version answered, no Python is needed. */
export const openWritten: OpenScorer = async ({ folder }, options) => {
  const text = await readFile(join(folder, 'behaviour.json'), 'utf8');
  const { answer, broken, badExample, loadMs = 0 } = JSON.parse(text) as Behaviour;
  await sleep(loadMs);
  options.onLog(`loads with ${options.workers} workers`);
  if (broken !== undefined) throw new Error(broken);
  openScorers.push(answer);
  let stopped = false;
  let requests = 0;
  return {
    kind: 'pyfunc',
    async score() {
      if (stopped) throw new Error('scored after it was stopped');
      requests += 1;
      await sleep(1);
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: `{"predictions": ["${answer}"]}`,
      };
    },
    async checkInputExample() {
      if (badExample !== undefined) throw new Error(badExample);
    },
    stats: () => ({
      workers: options.workers,
      queued: 0,
      batches: requests,
      batchedRequests: requests,
      restarts: 0,
    }),
    async stop() {
      stopped = true;
      openScorers.splice(openScorers.indexOf(answer), 1);
    },
  };
};
