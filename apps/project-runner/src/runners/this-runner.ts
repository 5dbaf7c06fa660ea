import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';
import { executorSlots } from './executor-slots.ts';
import { type ExecutorSlots, type Runner, RunnersRepository } from './runners.repository.ts';

/** This process among those that run projects. */
@Injectable()
export class ThisRunner implements Runner {
  readonly runnerId = randomUUID();
  readonly hostname = hostname();
  readonly startedMs = Date.now();
  readonly executors: readonly ExecutorSlots[];

  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    private readonly runners: RunnersRepository,
  ) {
    this.executors = executorSlots(settings);
  }

  /** A sign of life. */
  beat(): Promise<void> {
    return this.runners.beat(this, this.settings.MILLRACE_RUNNER_LEASE_SECONDS * 4000);
  }

  /** It runs nothing any more. */
  leave(): Promise<void> {
    return this.runners.remove(this.runnerId);
  }
}
