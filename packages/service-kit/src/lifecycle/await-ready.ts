import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type CheckOutcome, sentenceOf } from '../health/readiness.ts';
import { StartError } from './start-error.ts';
import type { WaitingServer } from './waiting-server.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2000;
/** What has not changed is said again after this long. */
const SAY_AGAIN_MS = 30_000;

export interface Patience {
  /** How long to wait; without end when undefined. */
  readonly seconds: number | undefined;
  /** Tells the world meanwhile. */
  readonly waiting: WaitingServer;
  /** Rejects the wait with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Waits until everything that is asked about answers. Throws StartError that names what does not. */
export async function awaitReady(ask: () => Promise<CheckOutcome[]>, patience: Patience): Promise<void> {
  const { seconds, waiting, signal } = patience;
  const deadline = seconds === undefined ? Infinity : Date.now() + seconds * 1000;
  let said = { text: '', at: 0 };
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const outcomes = await ask();
    const failing = outcomes.filter((each) => !each.ready && each.neededAtStart);
    if (failing.length === 0) return;
    const text = failing.map(sentenceOf).join('; ');
    if (Date.now() + pause > deadline) throw new StartError(`${text}.`);
    if (text !== said.text || Date.now() - said.at > SAY_AGAIN_MS) {
      const limit = seconds === undefined ? '' : ` up to ${seconds} s`;
      new Logger('start').warn(`Waiting${limit}: ${text}.`);
      said = { text, at: Date.now() };
    }
    await waiting.tell(outcomes);
    await sleep(pause, undefined, { signal });
  }
}
