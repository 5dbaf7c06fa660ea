import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Stores } from '@millrace/artifact-stores/store/stores';
import { removeExpired } from '@millrace/retention/remove-expired';

export interface RetentionOptions {
  readonly databaseUrl: string;
  readonly days: number;
}

const EVERY_MS = 3_600_000;
/** Not while everything else starts. */
const FIRST_MS = 60_000;

/** Removes what was deleted long enough ago, every hour; of the replicas, one at a time. */
export class Retention implements OnApplicationShutdown {
  private readonly logger = new Logger('retention');
  private readonly timers: NodeJS.Timeout[];
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: RetentionOptions,
    private readonly stores: Stores,
  ) {
    const run = (): void => this.run();
    this.timers = [setTimeout(run, FIRST_MS).unref(), setInterval(run, EVERY_MS).unref()];
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    await this.running;
  }

  private run(): void {
    const { logger, stores, options } = this;
    this.running = removeExpired({ ...options, stores, logger }).catch((error: Error) =>
      logger.warn(`What was deleted long ago was not removed: ${error.message}`),
    );
  }
}
