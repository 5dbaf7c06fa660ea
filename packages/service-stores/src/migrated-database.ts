import type { ReadinessCheck } from '@millrace/service-kit/health/readiness';
import { StartError } from '@millrace/service-kit/lifecycle/start-error';
import { addressOf } from './address-of.ts';

/** A large database may take this long to be brought to a new schema. */
const MIGRATION_MS = 3_600_000;

/** The need for a database that has the schema of this release, which whoever asks first brings it to. */
export function migratedDatabase(databaseUrl: string): ReadinessCheck {
  return {
    name: 'PostgreSQL',
    setting: 'DATABASE_URL',
    address: addressOf(databaseUrl),
    timeoutMs: MIGRATION_MS,
    async check() {
      const { migrate, NewerDatabaseError } = await import('@millrace/database/migrate/migrate');
      try {
        await migrate(databaseUrl);
      } catch (error) {
        if (error instanceof NewerDatabaseError) throw new StartError(error.message);
        throw error;
      }
    },
  };
}
