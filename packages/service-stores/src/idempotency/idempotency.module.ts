import { type DynamicModule, Inject, Module, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { KeyStore } from '@millrace/service-kit/idempotency/key-store';
import { keepDroppingExpiredKeys } from './drop-expired-keys.ts';
import { IdempotencyKeys } from './idempotency-keys.ts';

const OWN_DATABASE = Symbol('own database');
const MAX_CONNECTIONS = 4;
const STOP_DROPPING = Symbol('stop dropping expired keys');

/** Lets the routes that make something take an Idempotency-Key. */
@Module({})
export class IdempotencyModule implements OnApplicationShutdown {
  constructor(
    private readonly keys: IdempotencyKeys,
    @Inject(STOP_DROPPING) private readonly stopDropping: () => Promise<void>,
    @Optional() @Inject(OWN_DATABASE) private readonly database?: Database,
  ) {}

  /** For a service that needs the database for this alone, and whose tables others make. */
  static onDatabase(databaseUrl: string, keepSeconds: number): DynamicModule {
    const useFactory = (): Database => new Database(openPool(databaseUrl, { max: MAX_CONNECTIONS }));
    const rest = IdempotencyModule.forRoot(keepSeconds);
    return {
      ...rest,
      providers: [
        { provide: Database, useFactory },
        { provide: OWN_DATABASE, useExisting: Database },
        ...(rest.providers ?? []),
      ],
    };
  }

  /** On the database of DatabaseModule. */
  static forRoot(keepSeconds: number): DynamicModule {
    return {
      module: IdempotencyModule,
      global: true,
      providers: [
        {
          provide: IdempotencyKeys,
          inject: [Database],
          useFactory: (database: Database) => new IdempotencyKeys(database, { keepSeconds }),
        },
        { provide: KeyStore, useExisting: IdempotencyKeys },
        {
          provide: STOP_DROPPING,
          inject: [Database],
          useFactory: (database: Database) => keepDroppingExpiredKeys(database, keepSeconds),
        },
      ],
      exports: [IdempotencyKeys, KeyStore],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stopDropping();
    await this.keys.close();
    await this.database?.pool.end();
  }
}
