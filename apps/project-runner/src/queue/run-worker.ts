import { randomUUID } from 'node:crypto';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { JobQueues } from '@millrace/messaging/jobs/job-queues';
import { Cancelled, CANCELLED, type Conclusion, GivenUp } from '../execution/conclusion.ts';
import { FinishRun } from '../execution/finish-run.ts';
import { RunAttempt } from '../execution/run-attempt.ts';
import { RunLog } from '../execution/run-log.ts';
import { RunLogsRepository } from '../execution/run-logs.repository.ts';
import { Executors } from '../executors/executors.ts';
import type { ProjectRun } from '../project-runs/project-run.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';
import { type Lease, LeasesRepository } from './leases.repository.ts';
import { projectRunJob } from './project-run.job.ts';
import { WakeRunners } from './wake-runners.ts';

/** How often a run may be begun without coming to run its command, before the runners are taken to die of it. */
const MOST_BEGINNINGS = 5;
const RUNNER_DIED: Conclusion = {
  outcome: 'failed',
  reason: 'The runner died, or was stopped, while it ran the command; that was ended with it.',
  mayRetry: true,
};
const NEVER_RAN: Conclusion = {
  outcome: 'failed',
  reason: `It was begun ${MOST_BEGINNINGS} times, and each time its runner died before the command was run.`,
  mayRetry: false,
};

/** Takes runs whose turn it is, and those whose runners died, as many at once as the settings say. */
@Injectable()
export class RunWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('project runs');
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private readonly active = new Set<Promise<void>>();
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    private readonly jobs: JobQueues,
    private readonly leases: LeasesRepository,
    private readonly logs: RunLogsRepository,
    private readonly attempts: RunAttempt,
    private readonly finish: FinishRun,
    private readonly executors: Executors,
    private readonly runners: WakeRunners,
  ) {}

  onApplicationBootstrap(): void {
    const concurrency = this.settings.MILLRACE_RUNNER_CONCURRENCY;
    this.jobs.process(projectRunJob, () => this.drain(), { concurrency });
    const everyMs = (this.settings.MILLRACE_RUNNER_LEASE_SECONDS * 1000) / 3;
    this.sweeping = setInterval(() => void this.drain(), everyMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.sweeping);
    this.stopping.abort(new GivenUp('stopping'));
    await Promise.all(this.active);
  }

  /** Runs one after another until none is left whose turn it is, or as many are under way as may be. */
  private async drain(): Promise<void> {
    while (!this.stopping.signal.aborted && this.active.size < this.settings.MILLRACE_RUNNER_CONCURRENCY) {
      let free: () => void = () => undefined;
      const place = new Promise<void>((resolve) => (free = resolve));
      this.active.add(place);
      try {
        if (!(await this.takeNext())) return;
      } catch (error) {
        this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
        return;
      } finally {
        this.active.delete(place);
        free();
      }
    }
  }

  private async takeNext(): Promise<boolean> {
    const { MILLRACE_RUNNER_LEASE_SECONDS: seconds, MILLRACE_RUNNER_USER_CONCURRENCY: perUser } =
      this.settings;
    const run = await this.leases.claim(this.owner, seconds, perUser);
    if (run === undefined) return false;
    const lease = { runId: run.runId, owner: this.owner };
    const stop = new AbortController();
    const renewing = setInterval(() => void this.renew(lease, stop), Math.min(seconds * 333, 2000));
    try {
      const signal = AbortSignal.any([stop.signal, this.stopping.signal]);
      const delayMs = await this.take(run, lease, signal);
      if (delayMs !== undefined) await this.runners.wake(run, delayMs);
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
    } finally {
      clearInterval(renewing);
    }
    return true;
  }

  /** `run` is as it was before it was taken. */
  private async take(run: ProjectRun, lease: Lease, signal: AbortSignal): Promise<number | undefined> {
    if (run.state === 'uploading') {
      await this.finish.end(run, lease);
      return undefined;
    }
    const executor = await this.executors.get(run.executor);
    if (run.attempts > 0) await executor.sweep(run.runId);
    const conclusion = await this.attempt(run, lease, signal);
    return this.finish.conclude(run, lease, conclusion);
  }

  private async attempt(run: ProjectRun, lease: Lease, signal: AbortSignal): Promise<Conclusion> {
    if (run.cancelled) return CANCELLED;
    if (run.state === 'running') return RUNNER_DIED;
    if (run.attempts - run.failures >= MOST_BEGINNINGS && run.state === 'building') return NEVER_RAN;
    const log = new RunLog(this.logs, run.runId, this.settings.MILLRACE_RUNNER_LOG_BYTES);
    try {
      const executor = await this.executors.get(run.executor);
      return await this.attempts.make(run, lease, executor, log, signal);
    } catch (error) {
      // A runner that is stopped ends what it runs, and says so itself rather than leave it to who takes over.
      if (error instanceof GivenUp && error.why === 'stopping') return { ...RUNNER_DIED };
      if (error instanceof GivenUp) throw error;
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return { outcome: 'failed', reason: `The runner failed: ${(error as Error).message}`, mayRetry: true };
    } finally {
      await log.flush();
    }
  }

  private async renew(lease: Lease, stop: AbortController): Promise<void> {
    try {
      const cancelled = await this.leases.renew(lease, this.settings.MILLRACE_RUNNER_LEASE_SECONDS);
      if (cancelled === undefined) stop.abort(new GivenUp('lease lost'));
      else if (cancelled) stop.abort(new Cancelled());
    } catch {
      // The database is away for a moment; who takes over would have to reach it too.
    }
  }
}
