import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../packages/database/test/free-port.ts';
import { startTestPostgres } from '../../packages/database/test/postgres-server.ts';
import { ROOT, type ServerProcess, startProcess, untilReady } from './server-process.ts';

export type ServiceName =
  'tracking' | 'artifact' | 'registry' | 'model-serving' | 'project-runner' | 'gateway';

export interface Services {
  /** The gateway's address: what a client is pointed at. */
  readonly url: string;
  /** Ends one service with SIGKILL. */
  kill(name: ServiceName): Promise<void>;
  /** Starts a killed service again, where it was. */
  start(name: ServiceName): Promise<void>;
  stop(): Promise<void>;
}

export interface ServicesOptions {
  readonly redisUrl?: string;
  /** Model serving joins them, with these settings. */
  readonly serving?: NodeJS.ProcessEnv;
  /** The project runner joins them, with these settings. */
  readonly runner?: NodeJS.ProcessEnv;
  /** Settings of all. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Tracking, artifact and registry as three processes behind a gateway, on one durable PostgreSQL and, if given, one Redis. */
export async function startServices(options: ServicesOptions = {}): Promise<Services> {
  const postgres = await startTestPostgres({ durable: true });
  const artifacts = await mkdtemp(join(tmpdir(), 'millrace-artifacts-'));
  const ports = {
    tracking: await freePort(),
    artifact: await freePort(),
    registry: await freePort(),
    'model-serving': await freePort(),
    'project-runner': await freePort(),
    gateway: await freePort(),
  };
  const url = (name: ServiceName): string => `http://127.0.0.1:${ports[name]}`;
  const redis = options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl };
  const stores = { DATABASE_URL: postgres.url, ...redis };
  const environments: Record<ServiceName, NodeJS.ProcessEnv> = {
    tracking: stores,
    registry: stores,
    artifact: { ...stores, MILLRACE_ARTIFACT_ROOT: artifacts },
    'model-serving': {
      ...stores,
      MILLRACE_ARTIFACT_ROOT: artifacts,
      MILLRACE_SERVING_FOLDER: `${artifacts}-serving`,
      ...options.serving,
    },
    'project-runner': {
      ...stores,
      MILLRACE_ARTIFACT_ROOT: artifacts,
      MILLRACE_RUNNER_FOLDER: `${artifacts}-projects`,
      MILLRACE_RUNNER_TRACKING_URI: url('tracking'),
      ...options.runner,
    },
    gateway: {
      TRACKING_URL: url('tracking'),
      ARTIFACT_URL: url('artifact'),
      REGISTRY_URL: url('registry'),
      ...(options.serving && { MODEL_SERVING_URL: url('model-serving') }),
      ...(options.runner && { PROJECT_RUNNER_URL: url('project-runner') }),
    },
  };
  const running = new Map<ServiceName, ServerProcess>();

  async function start(name: ServiceName): Promise<void> {
    const environment = { ...options.environment, ...environments[name], PORT: String(ports[name]) };
    const process = startProcess(join(ROOT, `apps/${name}/dist/main.js`), environment);
    running.set(name, process);
    await untilReady(`${url(name)}/${name === 'gateway' ? 'health' : 'ready'}`, process);
  }

  const names: ServiceName[] = ['tracking', 'artifact', 'registry', 'gateway'];
  if (options.serving) names.push('model-serving');
  if (options.runner) names.push('project-runner');
  await Promise.all(names.map(start));
  return {
    url: url('gateway'),
    start,
    async kill(name) {
      await running.get(name)?.stop('SIGKILL');
    },
    async stop() {
      await Promise.all([...running.values()].map((process) => process.stop()));
      await postgres.stop();
      for (const folder of [artifacts, `${artifacts}-serving`, `${artifacts}-projects`])
        await rm(folder, { recursive: true, force: true });
    },
  };
}
