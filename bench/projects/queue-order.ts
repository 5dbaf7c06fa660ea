import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Runs, type ShownRun } from './runs.ts';
import { CONCURRENCY, type ProjectServers } from './servers.ts';

const PRIORITIES = 5;

export interface QueueOrder {
  readonly runs: number;
  /** From when the first could begin to the end of the last. */
  readonly seconds: number;
  /** The runs that ended before one of a higher priority that was not under way beside them. */
  readonly outOfOrder: number;
}

/** Queues many short runs with mixed priorities while all places are taken, frees the places, and looks in which order they end. */
export async function measureOrder(
  { runners }: ProjectServers,
  folder: string,
  count: number,
): Promise<QueueOrder> {
  const uri = join(folder, 'queued');
  const gate = join(folder, 'gate');
  await mkdir(uri, { recursive: true });
  await writeFile(join(uri, 'short.sh'), 'true\n');
  await writeFile(join(uri, 'wait.sh'), 'while ! test -e "$2"; do sleep 0.05; done\n');
  const runs = new Runs(runners[0] ?? '');
  const places = runners.length * CONCURRENCY;
  for (let index = 0; index < places; index += 1) {
    const { run_id: id } = await runs.submit({
      uri,
      entry_point: 'wait.sh',
      parameters: { gate },
      priority: 1,
    });
    await runs.until(id, 'RUNNING');
  }
  const submitted: ShownRun[] = [];
  for (let index = 0; index < count; index += 1)
    submitted.push(
      await runs.submit({ uri, entry_point: 'short.sh', priority: 10 + ((index * 7) % PRIORITIES) }),
    );
  const beganMs = Date.now();
  await writeFile(gate, '');
  const ids = new Set(submitted.map(({ run_id }) => run_id));
  let ended: ShownRun[] = [];
  while (ended.length < count) {
    await sleep(500);
    ended = (await runs.list(1000)).filter(({ run_id, status }) => ids.has(run_id) && status === 'FINISHED');
  }
  const last = Math.max(...ended.map(({ end_timestamp }) => end_timestamp));
  return { runs: count, seconds: (last - beganMs) / 1000, outOfOrder: outOfOrder(ended, places) };
}

/** Those under way at once may end in any order: each may be passed by as many as there are other places. */
function outOfOrder(ended: readonly ShownRun[], places: number): number {
  const byEnd = ended.toSorted((one, other) => one.end_timestamp - other.end_timestamp);
  return byEnd.filter(
    ({ priority }, at) =>
      byEnd.slice(at + 1).filter((later) => later.priority < priority).length > places - 1,
  ).length;
}
