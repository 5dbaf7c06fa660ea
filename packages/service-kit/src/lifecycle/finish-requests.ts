import { once } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const IDLE_CHECK_MS = 50;

/** Takes no more connections and answers what is under way; false where something took longer than that and was cut off. */
export async function finishRequests(server: Server, milliseconds: number): Promise<boolean> {
  const drained = once(server, 'close').then(() => true);
  server.close();
  // A connection becomes idle when its request is answered: without this it would stay open until the client is done with it.
  const timer = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const inTime = await Promise.race([drained, sleep(milliseconds, false, { ref: false })]);
  clearInterval(timer);
  if (!inTime) {
    server.closeAllConnections();
    await drained;
  }
  return inTime;
}
