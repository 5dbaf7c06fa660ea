import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from './database.ts';
import { PrismaClient } from './generated/client.ts';
import { openPool } from './pool.ts';
import { prismaOn } from './prisma.ts';

/** One pool for the process: inject `Database` for hand-written SQL, `PrismaClient` (on the same pool) for the rest. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static forRoot(databaseUrl: string): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: Database, useFactory: () => new Database(openPool(databaseUrl)) },
        {
          provide: PrismaClient,
          useFactory: (database: Database) => prismaOn(database.pool),
          inject: [Database],
        },
      ],
      exports: [Database, PrismaClient],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.pool.end();
  }
}
