import { join } from 'node:path';
import { ROOT } from '../../support/server-process.ts';
import { isReady } from './balancer.ts';
import { Daemon } from './daemon.ts';

export const SERVICES = [
  'tracking',
  'artifact',
  'registry',
  'project-runner',
  'model-serving',
  'gateway',
] as const;
export type ServiceName = (typeof SERVICES)[number];

export interface ReplicaOptions {
  readonly service: ServiceName;
  readonly name: string;
  readonly port: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly folder: string;
}

/** One process of a service as it is built. */
export function replica({ service, name, port, environment, folder }: ReplicaOptions): Daemon {
  const backend = { port, readyPath: readyPath(service) };
  return new Daemon({
    name,
    command: process.execPath,
    args: [join(ROOT, `apps/${service}/dist/main.js`)],
    environment: { ...environment, PORT: String(port) },
    log: join(folder, `${name}.log`),
    ready: () => isReady(backend),
  });
}

/** The gateway goes on with what works while a service behind it is away. */
export function readyPath(service: ServiceName): string {
  return service === 'gateway' ? '/health' : '/ready';
}
