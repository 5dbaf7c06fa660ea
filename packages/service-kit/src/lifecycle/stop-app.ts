import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { finishRequests } from './finish-requests.ts';
import { Stopping } from './stopping.ts';

/** What modules get to close what they hold, after the last request. */
const HOOKS_MS = 15_000;

export interface StopTimes {
  /** How long requests are taken while `/ready` says no, until load balancers have noticed. */
  readonly drainSeconds: number;
  /** How long requests that are under way may take to finish. */
  readonly shutdownSeconds: number;
}

/**
 * Stops an application so that nothing is lost: first it says that it is not ready any more, then no new connections, requests
 * that are under way finish, then the modules close what they hold.
 */
export async function stopApp(app: NestFastifyApplication, times: StopTimes): Promise<void> {
  const stopping = app.get(Stopping);
  const server = app.getHttpServer();
  stopping.leave();
  if (server.listening && times.drainSeconds > 0) await sleep(times.drainSeconds * 1000);
  stopping.begin();
  if (server.listening && !(await finishRequests(server, times.shutdownSeconds * 1000)))
    new Logger('stop').warn(
      `Requests were still under way after ${times.shutdownSeconds} s and are cut off.`,
    );
  const closed = app.close().then(() => true);
  const inTime = await Promise.race([closed, sleep(HOOKS_MS, false, { ref: false })]);
  if (!inTime) throw new Error(`A module did not close within ${HOOKS_MS / 1000} s.`);
}
