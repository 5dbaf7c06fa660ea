import { setTimeout as sleep } from 'node:timers/promises';
import type { Options } from './options.ts';
import { Random } from './random.ts';
import { planFaults, countOfFaults } from './injection/plan.ts';
import { Http } from './load/http.ts';
import { Load } from './load/load.ts';
import { Tally } from './load/tally.ts';
import { printOutcome } from './report/outcome.ts';
import { Probes } from './report/recovery.ts';
import type { Stack } from './stack/stack.ts';

/** "Service again within 10 s of the fault's end." */
const RECOVERY_SECONDS = 10;
const WARM_UP_MS = 5000;
const PAUSE_MS = 40;

/** Lets faults happen under a load and compares what was acknowledged with what can be read. Says whether all was well. */
export async function runFaults(stack: Stack, options: Options): Promise<boolean> {
  const random = new Random(options.seed);
  const tally = new Tally();
  const http = new Http(stack.url, tally);
  const probes = new Probes(stack.url);
  const load = new Load({ http, seed: options.seed, folder: stack.folder, pauseMs: PAUSE_MS });
  await probes.prepare();
  await load.start();
  await sleep(WARM_UP_MS);

  let plan = planFaults(stack, random, options.faults ?? countOfFaults(stack));
  if (options.only !== undefined) plan = plan.filter(({ name }) => name.includes(options.only ?? ''));
  const slow: string[] = [];
  const started = Date.now();
  for (const [index, fault] of plan.entries()) {
    await sleep(random.whole(500, 4000));
    const before = load.acknowledged;
    await fault.happen(random);
    const during = load.acknowledged - before;
    const { seconds, waitedFor } = await probes.recovery();
    const waited = waitedFor.length > 0 ? ` (waited for ${waitedFor.join(', ')})` : '';
    const late = seconds > RECOVERY_SECONDS;
    if (late) slow.push(`${fault.name}: ${seconds.toFixed(1)} s${waited}`);
    console.log(
      `${String(index + 1).padStart(3)} ${fault.name}: ${during} writes acknowledged meanwhile, service again after ${seconds.toFixed(1)} s${waited}`,
    );
  }
  const minutes = (Date.now() - started) / 60_000;
  await load.stop();
  console.log(
    `\n${plan.length} faults in ${minutes.toFixed(1)} minutes, seed ${options.seed}. Reading everything back…`,
  );
  return printOutcome({ tally, tested: await load.check(), slow, recoverySeconds: RECOVERY_SECONDS });
}
