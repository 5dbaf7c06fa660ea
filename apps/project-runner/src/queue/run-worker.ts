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
import { ThisRunner } from '../runners/this-runner.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';
import { AdvanceSweeps } from '../sweeps/advance-sweeps.ts';
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

/** Takes runs whose turn it is, and those whose runners died, as many at once with each executor as the settings say. */
@Injectable()
export class RunWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('project runs');
  private readonly stopping = new AbortController();
  private readonly active = new Map<Promise<void>, ProjectRun>();
  private looking: NodeJS.Timeout | undefined;
  private claiming: Promise<void> | undefined;
  private isAskedAgain = false;

  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    private readonly jobs: JobQueues,
    private readonly leases: LeasesRepository,
    private readonly logs: RunLogsRepository,
    private readonly attempts: RunAttempt,
    private readonly finish: FinishRun,
    private readonly executors: Executors,
    private readonly runners: WakeRunners,
    private readonly runner: ThisRunner,
    private readonly sweeps: AdvanceSweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.process(projectRunJob, () => this.claimAll(), { concurrency: 2 });
    const everyMs = (this.settings.MILLRACE_RUNNER_LEASE_SECONDS * 1000) / 3;
    this.looking = setInterval(() => void this.look(), everyMs);
    void this.look();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.looking);
    this.stopping.abort(new GivenUp('stopping'));
    await this.claiming;
    await Promise.all(this.active.keys());
    await this.runner.leave().catch(() => undefined);
  }

  /** What is done now and then: messages may be lost, and runners die. */
  private async look(): Promise<void> {
    try {
      await this.runner.beat();
      await this.claimAll();
      await this.sweeps.advanceAll();
    } catch (error) {
      this.report(error);
    }
  }

  /** Takes runs until none is left that there is room for. One claim at a time: the next one has to know of it. */
  private async claimAll(): Promise<void> {
    this.isAskedAgain = true;
    this.claiming ??= this.claimWhileAsked().finally(() => (this.claiming = undefined));
    await this.claiming;
  }

  private async claimWhileAsked(): Promise<void> {
    try {
      while (this.isAskedAgain && !this.stopping.signal.aborted) {
        this.isAskedAgain = false;
        while (!this.stopping.signal.aborted && (await this.claim()));
      }
    } catch (error) {
      this.report(error);
    }
  }

  private async claim(): Promise<boolean> {
    const { MILLRACE_RUNNER_LEASE_SECONDS: seconds, MILLRACE_RUNNER_USER_CONCURRENCY: perUser } =
      this.settings;
    const run = await this.leases.claim(this.runner.runnerId, seconds, {
      executors: this.withRoom(),
      perUser,
      underWay: [...this.active.values()].map(({ runId }) => runId),
    });
    if (run === undefined) return false;
    const work = this.run(run).catch((error: unknown) => this.report(error));
    this.active.set(work, run);
    void work.finally(() => {
      this.active.delete(work);
      void this.claimAll();
    });
    return true;
  }

  /** The executors that can take one more run. */
  private withRoom(): string[] {
    const busy = [...this.active.values()];
    return this.runner.executors
      .filter(
        ({ name, concurrency }) => busy.filter(({ executor }) => executor === name).length < concurrency,
      )
      .map(({ name }) => name);
  }

  private async run(run: ProjectRun): Promise<void> {
    const { MILLRACE_RUNNER_LEASE_SECONDS: seconds } = this.settings;
    const lease = { runId: run.runId, owner: this.runner.runnerId };
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
  }

  /** `run` is as it was before it was taken. */
  private async take(run: ProjectRun, lease: Lease, signal: AbortSignal): Promise<number | undefined> {
    const unswept = run.attempts > 0 ? await this.sweep(run) : undefined;
    if (run.state === 'uploading') {
      await this.finish.end(run, lease);
      return undefined;
    }
    const conclusion = unswept ?? (await this.attempt(run, lease, signal));
    return this.finish.conclude(run, lease, conclusion);
  }

  /** Ends what attempts before have left. While that cannot be done, the run must not be begun again. */
  private async sweep({ runId, executor }: ProjectRun): Promise<Conclusion | undefined> {
    try {
      await (await this.executors.get(executor)).sweep(runId);
      return undefined;
    } catch (error) {
      const reason = `What an attempt before has left could not be ended: ${(error as Error).message}`;
      return { outcome: 'failed', reason, mayRetry: true };
    }
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
      this.report(error);
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

  private report(error: unknown): void {
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
