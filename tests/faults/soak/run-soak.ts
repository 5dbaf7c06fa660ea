import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Http } from '../load/http.ts';
import { Load } from '../load/load.ts';
import { Tally } from '../load/tally.ts';
import { printOutcome } from '../report/outcome.ts';
import type { Stack } from '../stack/stack.ts';
import { growthOf } from './flatness.ts';
import { type Sample, takeSample } from './sample.ts';

const EVERY_MS = 5000;
const PAUSE_MS = 40;

/** Minutes of load without faults. Says whether memory, connections and file handles stayed flat, and everything is there. */
export async function runSoak(stack: Stack, minutes: number): Promise<boolean> {
  const tally = new Tally();
  const load = new Load({
    http: new Http(stack.url, tally),
    seed: 1,
    folder: stack.folder,
    pauseMs: PAUSE_MS,
  });
  const database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
  await load.start();
  const samples: Sample[] = [];
  for (const deadline = Date.now() + minutes * 60_000; Date.now() < deadline; await sleep(EVERY_MS))
    samples.push(await takeSample(stack, database));
  await load.stop();
  await database.end();
  const growth = growthOf(samples);
  console.log(`${minutes} minutes of load; medians of the second and the last quarter:`);
  for (const { name, early, late, flat } of growth)
    console.log(
      `  ${name.padEnd(40)} ${early.toFixed(0).padStart(6)} ${late.toFixed(0).padStart(6)}${flat ? '' : '  GROWS'}`,
    );
  const whole = printOutcome({ tally, tested: await load.check(), slow: [], recoverySeconds: 0 });
  return whole && growth.every(({ flat }) => flat);
}
