import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../packages/database/test/free-port.ts';
import { ROOT, type ServerProcess, startProcess } from '../../tests/support/server-process.ts';
import { startDatabases } from '../tracking/servers.ts';

/** How many runs each replica has at once. */
export const CONCURRENCY = 2;

export interface ProjectServers {
  /** Where the tracking service is. */
  readonly tracking: string;
  /** Where two replicas of the project runner are. */
  readonly runners: readonly string[];
  stop(): Promise<void>;
}

/** The tracking service and two replicas of the project runner, as processes of their own on one PostgreSQL. */
export async function startServers(python: string): Promise<ProjectServers> {
  const databases = await startDatabases(['projects']);
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-projects-'));
  const processes: ServerProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const each of processes.toReversed()) await each.stop();
    await databases.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const start = async (app: string, environment: Record<string, string>): Promise<string> => {
    const port = await freePort();
    // The index that packages come from may be named in the environment.
    const settings = {
      ...process.env,
      DATABASE_URL: databases.url('projects'),
      PORT: String(port),
      ...environment,
    };
    const server = startProcess(join(ROOT, 'apps', app, 'dist/main.js'), settings);
    processes.push(server);
    const url = `http://127.0.0.1:${port}`;
    await untilReady(url, server);
    return url;
  };
  try {
    const tracking = await start('tracking', {});
    const settings = {
      MILLRACE_ARTIFACT_ROOT: join(folder, 'artifacts'),
      MILLRACE_RUNNER_FOLDER: join(folder, 'projects'),
      MILLRACE_RUNNER_TRACKING_URI: tracking,
      MILLRACE_RUNNER_PYTHON: python,
      MILLRACE_RUNNER_CONCURRENCY: String(CONCURRENCY),
    };
    const runners = [await start('project-runner', settings), await start('project-runner', settings)];
    return { tracking, runners, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(url: string, server: ServerProcess): Promise<void> {
  for (let look = 0; look < 300; look += 1) {
    const answer = await fetch(`${url}/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`${url} did not become ready:\n${server.output()}`);
}
