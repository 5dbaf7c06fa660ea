import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import type { Transaction } from '@millrace/database/database';
import { RemoteError } from '@millrace/messaging/errors/remote-error';
import { SubmitRun } from '../project-runs/submit-run.ts';
import type { ProjectRun } from '../project-runs/project-run.ts';
import { WakeRunners } from '../queue/wake-runners.ts';
import { nextTick } from './cron.ts';
import type { ProjectSchedule } from './project-schedule.ts';
import { SchedulesRepository } from './schedules.repository.ts';

/** Schedules that another process made are seen within this. */
const LOOK_MS = 10_000;

/**
 * Submits the runs of schedules when they are due: one for each tick, whichever process does it. Of the ticks that were missed while
 * nothing ran, one is made up for.
 */
@Injectable()
export class ScheduleClock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('project schedules');
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly schedules: SchedulesRepository,
    private readonly submission: SubmitRun,
    private readonly runners: WakeRunners,
  ) {}

  onApplicationBootstrap(): void {
    this.wind();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** Looks for what is due, now and from now on. */
  wind(): void {
    this.looking = this.looking.then(() => this.look());
  }

  private async look(): Promise<void> {
    clearTimeout(this.timer);
    if (this.stopped) return;
    let waitMs = LOOK_MS;
    try {
      while (!this.stopped && (await this.submitDue()));
      const dueMs = await this.schedules.firstDue();
      if (dueMs !== undefined) waitMs = Math.min(Math.max(dueMs - Date.now(), 50), LOOK_MS);
    } catch (error) {
      this.logger.warn(`Schedules could not be looked at: ${(error as Error).message}`);
    }
    if (!this.stopped) this.timer = setTimeout(() => this.wind(), waitMs);
  }

  private async submitDue(): Promise<boolean> {
    let run: ProjectRun | undefined;
    const now = Date.now();
    const taken = await this.schedules.takeDue(now, async (schedule, transaction) => {
      const { scheduleId, cron, timezone } = schedule;
      const outcome = await this.submit(schedule, transaction);
      run = typeof outcome === 'string' ? undefined : outcome;
      await this.schedules.setNext(scheduleId, await nextTick(cron, timezone, now), transaction);
      const lastError = typeof outcome === 'string' ? outcome : null;
      const lastRunId = run?.runId ?? null;
      await this.schedules.noteSubmitted(scheduleId, { lastMs: now, lastRunId, lastError }, transaction);
    });
    if (run !== undefined) await this.runners.wake(run);
    return taken;
  }

  /** The run, or why there is none: an experiment may have been deleted since. */
  private async submit(schedule: ProjectSchedule, transaction: Transaction): Promise<ProjectRun | string> {
    const { scheduleId, request } = schedule;
    try {
      const runId = tickRunId(schedule);
      return await this.submission.submitWithin(transaction, request, { runId, scheduleId });
    } catch (error) {
      if (!(error instanceof RemoteError || error instanceof MlflowError)) throw error;
      this.logger.warn(`Schedule ${scheduleId} could not submit its run: ${error.message}`);
      return error.message;
    }
  }
}

/** The same for whoever submits the run of a tick, so that it is made once even if who did it died before it was noted. */
function tickRunId({ scheduleId, nextMs }: ProjectSchedule): string {
  return createHash('sha256').update(`${scheduleId} ${nextMs}`).digest('hex').slice(0, 32);
}
