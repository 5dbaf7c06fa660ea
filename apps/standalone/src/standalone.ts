import type { Modules, RunningService, ServiceOptions } from '@millrace/service-kit/run-service';
import { banner } from './banner.ts';
import { type ReadyDatabase, readyDatabase } from './embedded-database.ts';
import { assertPortFree } from './home/free-port.ts';
import { type Home, openHome } from './home/home.ts';
import { type HomeLock, lockHome } from './home/home-lock.ts';
import type { StandaloneSettings } from './settings/standalone-settings.ts';

type Hooks = Pick<ServiceOptions<typeof StandaloneSettings>, 'modules' | 'prepare' | 'started' | 'stopped'>;

/** All services in one process: what is started before them, what joins them, and what is stopped after them. */
export function standalone(): Hooks {
  let home: Home | undefined;
  let lock: HomeLock | undefined;
  let database: ReadyDatabase | undefined;

  async function modules(settings: StandaloneSettings): Promise<Modules> {
    home = await openHome(settings.MILLRACE_HOME);
    lock = await lockHome(home.folder);
    await assertPortFree(settings.PORT, settings.HOST);
    // The services' code loads while PostgreSQL starts.
    const composing = import('./compose.ts');
    database = await readyDatabase(home.postgres, settings.DATABASE_URL);
    const { compose } = await composing;
    return compose(settings, database.url, home);
  }

  function started(service: RunningService): void {
    process.stdout.write(banner(service.url, home?.folder ?? ''));
    void database?.ended.then(() =>
      stopBecause(service, 'PostgreSQL ended; its log is postgres/postgres.log in the data folder.'),
    );
  }

  async function stopped(): Promise<void> {
    stopping = true;
    await database?.stop();
    await lock?.release();
  }

  let stopping = false;
  async function stopBecause(service: RunningService, reason: string): Promise<void> {
    if (stopping) return;
    process.stderr.write(`Millrace stops: ${reason}\n`);
    await service.stop().catch(() => undefined);
    process.exit(1);
  }

  return {
    modules,
    prepare: async (app, settings) => (await import('./compose.ts')).connect(app, settings),
    started,
    stopped,
  };
}
