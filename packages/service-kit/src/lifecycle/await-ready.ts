import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { CheckOutcome, Readiness } from '../health/readiness.ts';
import { StartError } from './start-error.ts';

const PAUSE_MS = 250;

/** Waits until everything that the service depends on answers. Throws StartError that names what does not. */
export async function awaitReady(readiness: Readiness, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (let told = false; ; told = true) {
    const failing = (await readiness.outcomes()).filter((each) => !each.ready && each.neededAtStart);
    if (failing.length === 0) return;
    const why = failing.map(sentenceOf).join('; ');
    if (Date.now() + PAUSE_MS > deadline) throw new StartError(`${why}.`);
    if (!told) new Logger('start').warn(`Waiting up to ${seconds} s: ${why}.`);
    await sleep(PAUSE_MS);
  }
}

function sentenceOf({ name, cause, setting }: CheckOutcome): string {
  const where = setting === undefined ? '' : ` (set by ${setting})`;
  return `${name}${where} does not answer: ${cause ?? 'no reason given'}`;
}
