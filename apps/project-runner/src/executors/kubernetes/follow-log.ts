import { setTimeout as sleep } from 'node:timers/promises';
import { clusterRequest } from './cluster-request.ts';
import type { JobCluster } from './job-cluster.ts';

const AGAIN_MS = 500;
const NEWLINE = 0x0a;
const SPACE = 0x20;

/**
 * Hands on what a container prints, until it has ended and all of it was read. When the connection breaks before, it goes on where
 * it was: lines come with the time at which they were printed. Rejects only with what `onOutput` rejects with.
 */
export async function followLog(
  cluster: JobCluster,
  pod: string,
  container: string,
  onOutput: (chunk: Buffer) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let last = '';
  const hasEnded = (): boolean => signal.aborted;
  for (;;) {
    const endedBefore = hasEnded();
    const since = last === '' ? '' : `&sinceTime=${encodeURIComponent(last)}`;
    const path = `/api/v1/namespaces/${cluster.namespace}/pods/${pod}/log?container=${container}&follow=true&timestamps=true${since}`;
    const log = await clusterRequest(cluster.config, 'GET', path).catch(() => undefined);
    let complete = false;
    try {
      if (log)
        for await (const lines of timedLines(log, last)) {
          last = lines.last;
          await onOutput(lines.text).catch((error: Error) => {
            throw new Refused(error);
          });
        }
      complete = log !== undefined;
    } catch (error) {
      if (error instanceof Refused) throw error.why;
    }
    if (endedBefore || (complete && hasEnded())) return;
    await sleep(AGAIN_MS);
  }
}

class Refused extends Error {
  constructor(readonly why: Error) {
    super();
  }
}

/** Whole lines without their times, as many as come together; those up to the time `last` were there before. */
async function* timedLines(
  log: AsyncIterable<Buffer>,
  last: string,
): AsyncGenerator<{ readonly text: Buffer; readonly last: string }> {
  let pending: Buffer = Buffer.alloc(0);
  let time = last;
  for await (const chunk of log) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    const texts: Buffer[] = [];
    for (let end = pending.indexOf(NEWLINE); end >= 0; end = pending.indexOf(NEWLINE)) {
      const space = pending.indexOf(SPACE);
      const printed = pending.toString('latin1', 0, space);
      if (printed > last) texts.push(pending.subarray(space + 1, end + 1));
      if (printed > time) time = printed;
      pending = pending.subarray(end + 1);
    }
    if (texts.length > 0) yield { text: Buffer.concat(texts), last: time };
  }
  // What was printed last may have no newline.
  const space = pending.indexOf(SPACE);
  const printed = pending.toString('latin1', 0, Math.max(space, 0));
  if (printed > time) yield { text: pending.subarray(space + 1), last: printed };
}
