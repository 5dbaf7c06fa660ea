import type { DynamicModule, InjectionToken } from '@nestjs/common';
import { Readiness, type ReadinessCheck } from './readiness.ts';

/**
 * A module that makes `/ready`, and the start of the service, ask a dependency: `readinessCheck({ name: 'PostgreSQL',
 * setting: 'DATABASE_URL', inject: [Database], check: (database: Database) => database.query('SELECT 1') })`.
 */
export function readinessCheck<Injected extends unknown[]>(
  options: Omit<ReadinessCheck, 'check'> & {
    readonly inject: { [Index in keyof Injected]: InjectionToken<Injected[Index]> };
    readonly check: (...injected: Injected) => Promise<unknown>;
  },
): DynamicModule {
  const { inject, check, ...about } = options;
  return {
    // A class of its own: Nest takes modules of one class for one module.
    module: class ReadinessCheckModule {},
    providers: [
      {
        provide: Symbol(`readiness of ${about.name}`),
        inject: [Readiness, ...(inject as InjectionToken[])],
        useFactory: (readiness: Readiness, ...injected: Injected) =>
          readiness.add({ ...about, check: () => check(...injected) }),
      },
    ],
  };
}
