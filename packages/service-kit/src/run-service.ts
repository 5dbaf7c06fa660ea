import { Logger, type LoggerService, type ModuleMetadata } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import type { HttpSettings } from './config/http-settings.ts';
import { readSettings } from './config/settings.ts';
import { outcomeOf, Readiness, type ReadinessCheck } from './health/readiness.ts';
import { createApp } from './http/create-app.ts';
import { awaitReady } from './lifecycle/await-ready.ts';
import { stopApp } from './lifecycle/stop-app.ts';
import { WaitingServer } from './lifecycle/waiting-server.ts';
import { ServiceLogger } from './logs/service-logger.ts';
import { startTracing } from './tracing/start-tracing.ts';

export type Modules = NonNullable<ModuleMetadata['imports']>;
/** `HttpSettings`, or what extends it. */
export type SettingsSchema = z.ZodObject & z.ZodType<HttpSettings>;

export interface ServiceOptions<Schema extends SettingsSchema> {
  /** The service's name, in logs and documents. */
  readonly name: string;
  readonly settings: Schema;
  /** What must answer before the service can be put together, such as a database that is to be migrated. */
  readonly needs?: (settings: z.infer<Schema>) => readonly ReadinessCheck[];
  /** What the service is made of. Import heavy modules here, so that a wrong setting is told of at once. */
  readonly modules: (settings: z.infer<Schema>) => Modules | Promise<Modules>;
  /** Where the settings are read from; the process's environment unless given. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Runs before the port is opened: `connectMessaging(app); await app.startAllMicroservices()`. */
  readonly prepare?: (app: NestFastifyApplication, settings: z.infer<Schema>) => unknown;
  /** Tells people that it runs; one log line unless given. */
  readonly started?: (service: RunningService, settings: z.infer<Schema>) => unknown;
  /** Runs after everything else has stopped, and after a failed start: to end what `modules` started. */
  readonly stopped?: () => Promise<void>;
  readonly logger?: LoggerService;
  /** Ends the wait for what the service depends on: the start then fails with its reason. */
  readonly signal?: AbortSignal;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** Where it is reached on this machine: `http://127.0.0.1:5000`. */
  readonly url: string;
  /** Finishes the requests that are under way, then closes everything. */
  stop(): Promise<void>;
}

/** Starts a service and leaves the process alone, as tests want it. A `main.ts` calls `startService`. */
export async function runService<Schema extends SettingsSchema>(
  options: ServiceOptions<Schema>,
): Promise<RunningService> {
  const { name, environment = process.env, stopped = () => Promise.resolve() } = options;
  let app: NestFastifyApplication | undefined;
  let waiting: WaitingServer | undefined;
  let stopTracing = (): Promise<void> => Promise.resolve();
  try {
    const settings = readSettings(options.settings, environment);
    const logger = options.logger ?? new ServiceLogger(name, settings);
    Logger.overrideLogger(logger);
    waiting = new WaitingServer(settings);
    const seconds = settings.MILLRACE_START_TIMEOUT_SECONDS;
    const patience = { seconds, waiting, signal: options.signal };
    const needs = options.needs?.(settings) ?? [];
    stopTracing = await startTracing(name, settings);
    await awaitReady(() => Promise.all(needs.map(outcomeOf)), patience);
    const imports = await options.modules(settings);
    app = await createApp({ module: class ServiceModule {}, imports }, settings, { name, logger });
    const readiness = app.get(Readiness);
    await awaitReady(() => readiness.outcomes(), patience);
    await options.prepare?.(app, settings);
    await waiting.close();
    await app.listen(settings.PORT, settings.HOST);
    const running = app;
    const stop = async (): Promise<void> => {
      try {
        await stopApp(running, {
          drainSeconds: settings.MILLRACE_DRAIN_SECONDS,
          shutdownSeconds: settings.MILLRACE_SHUTDOWN_SECONDS,
        });
      } finally {
        await stopped();
        await stopTracing();
      }
    };
    const service = { app, url: addressOf(app, settings.HOST), stop };
    if (options.started) await options.started(service, settings);
    else logger.log(`${name} listens on ${service.url}`, 'start');
    return service;
  } catch (error) {
    await waiting?.close();
    await app?.close().catch(() => undefined);
    await stopped().catch(() => undefined);
    await stopTracing();
    throw error;
  }
}

function addressOf(app: NestFastifyApplication, host: string): string {
  const address = app.getHttpAdapter().getInstance().server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}
