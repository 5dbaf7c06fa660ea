import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { BuildError } from '@millrace/python-environments/build-error';
import { ImageError } from '@millrace/containers/image-error';
import {
  type Execution,
  type Executor,
  ExecutorError,
  type RunOrder,
  type Workplace,
} from '../executors/executor.ts';
import { ProjectError } from '../mlproject/project-error.ts';
import type { ProjectRun } from '../project-runs/project-run.ts';
import { type Lease, LeasesRepository } from '../queue/leases.repository.ts';
import { RunRecordsRepository } from '../reproduction/run-records.repository.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';
import { withoutCredentials } from '../sources/project-uri.ts';
import { UriCredentials } from '../sources/uri-credentials.ts';
import { sourceTags } from '../tracking/run-tags.ts';
import { TrackedRuns } from '../tracking/tracked-runs.ts';
import { TrackingAddress } from '../tracking/tracking-address.ts';
import { Cancelled, CANCELLED, concludeEnding, type Conclusion, GivenUp } from './conclusion.ts';
import type { PreparedCommand } from './prepare-command.ts';
import { RunArtifacts } from './run-artifacts.ts';
import { runLimits } from './run-limits.ts';
import { RECORD_ARTIFACT } from './kept-artifacts.ts';
import { recordedSource, type RunRecord, runRecord } from './run-record.ts';
import type { RunLog } from './run-log.ts';

const GRACE_MS = 10_000;

interface Prepared {
  readonly order: RunOrder;
  /** Resolves once its record is kept, which goes on beside the command. */
  readonly recorded: Promise<void>;
}

/** Makes one attempt at a run: fetches the project, opens its environment, runs its command. */
@Injectable()
export class RunAttempt {
  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    private readonly leases: LeasesRepository,
    private readonly tracked: TrackedRuns,
    private readonly artifacts: RunArtifacts,
    private readonly records: RunRecordsRepository,
    private readonly address: TrackingAddress,
    private readonly credentials: UriCredentials,
  ) {}

  /** `signal` aborts with Cancelled or GivenUp. Rejects with GivenUp, and with what is no fault of the project. */
  async make(
    run: ProjectRun,
    lease: Lease,
    executor: Executor,
    log: RunLog,
    signal: AbortSignal,
  ): Promise<Conclusion> {
    const folder = join(resolve(this.settings.MILLRACE_RUNNER_FOLDER), 'runs');
    await mkdir(folder, { recursive: true });
    const scratch = await mkdtemp(join(folder, `${run.runId}-`));
    let prepared: Prepared | undefined;
    try {
      const preparing = this.prepare(run, executor, scratch, log, signal);
      prepared = await orAborted(preparing, signal, ({ order }) => order.workplace.release());
      const { order } = prepared;
      await this.begin(lease);
      log.say(`Running: ${order.command}`);
      return await this.follow(await executor.start(order), run, log, signal);
    } catch (error) {
      return this.conclude(error, signal);
    } finally {
      await prepared?.recorded;
      await prepared?.order.workplace.release();
      await rm(scratch, { recursive: true, force: true });
    }
  }

  private async prepare(
    run: ProjectRun,
    executor: Executor,
    scratch: string,
    log: RunLog,
    signal: AbortSignal,
  ): Promise<Prepared> {
    log.say(`Fetching ${withoutCredentials(run.uri)}${run.version === null ? '' : ` at ${run.version}`}`);
    const fetchUpload = (id: string, file: string): Promise<void> => this.artifacts.fetchUpload(id, file);
    const { prepareCommand } = await import('./prepare-command.ts');
    const original = await this.original(run);
    const given = { ...run, uri: this.credentials.open(run.uri) };
    const preparing = prepareCommand(given, {
      as: original && recordedSource(original),
      into: scratch,
      timeoutMs: this.settings.MILLRACE_RUNNER_FETCH_SECONDS * 1000,
      maxBytes: this.settings.MILLRACE_RUNNER_DISK_BYTES,
      signal,
      fetchUpload,
      codeFolder: executor.codeFolder,
    });
    const prepared = await bothEnded(preparing, this.tracked.setStatus(run.runId, 'RUNNING'));
    const { folder, project, command } = prepared;
    const trackingUri = this.address.get();
    const onProgress = (line: string): void => log.say(line);
    const commit = prepared.git?.commit;
    const workplace = await executor.prepare({
      run,
      project,
      folder,
      scratch,
      commit,
      trackingUri,
      packages: original?.packages,
      onProgress,
    });
    // What it was run with is told before the project logs anything itself.
    const recorded = this.keepRecord(run, prepared, workplace, log);
    try {
      await this.tracked.log(run.runId, prepared.parameters, sourceTags(prepared.git, workplace));
    } catch (error) {
      await recorded;
      await workplace.release();
      throw error;
    }
    const variables = {
      ...run.executorConfig.environment,
      MLFLOW_TRACKING_URI: trackingUri,
      ...workplace.variables,
      MLFLOW_RUN_ID: run.runId,
      MLFLOW_EXPERIMENT_ID: String(run.experimentId),
    };
    const order = {
      runId: run.runId,
      projectName: project.name,
      folder,
      scratch,
      command,
      variables,
      workplace,
      config: run.executorConfig,
      timeoutSeconds: run.timeoutSeconds ?? undefined,
      limits: runLimits(run.executorConfig, this.settings),
      onOutput: (chunk: Buffer) => log.output(chunk),
      onProgress,
    };
    return { order, recorded };
  }

  /** How the run that this one repeats was run. */
  private async original({ reproducesId }: ProjectRun): Promise<RunRecord | undefined> {
    return reproducesId === null ? undefined : (await this.records.find(reproducesId)).record;
  }

  /** A run does not fail because its record cannot be kept. */
  private async keepRecord(
    { runId, ...run }: ProjectRun,
    prepared: PreparedCommand,
    workplace: Workplace,
    log: RunLog,
  ): Promise<void> {
    try {
      const record = await runRecord(run, prepared, workplace);
      await this.records.saveRecord(runId, record);
      const text = `${JSON.stringify(record, null, 2)}\n`;
      await this.artifacts.putText(await this.tracked.artifactUri(runId), RECORD_ARTIFACT, text);
    } catch (error) {
      log.say(`${RECORD_ARTIFACT} could not be kept: ${(error as Error).message}`);
    }
  }

  /** From here on the run's work is under way, and is not begun again without being a retry. */
  private async begin(lease: Lease): Promise<void> {
    const mine = await this.leases.change(lease, { state: 'running', startedMs: Date.now() });
    if (!mine) throw new GivenUp('lease lost');
  }

  private async follow(
    execution: Execution,
    run: ProjectRun,
    log: RunLog,
    signal: AbortSignal,
  ): Promise<Conclusion> {
    let late = false;
    const stop = (): void => void execution.stop(GRACE_MS);
    const limitMs = run.timeoutSeconds === null ? undefined : run.timeoutSeconds * 1000;
    const deadline = limitMs === undefined ? undefined : startTimer(limitMs, () => ((late = true), stop()));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    const ending = await execution.ended;
    signal.removeEventListener('abort', stop);
    deadline?.();
    signal.throwIfAborted();
    if (!late) return concludeEnding(ending, log.lastLines());
    const reason = `It took longer than ${run.timeoutSeconds} seconds, and was ended.`;
    return { outcome: 'timed_out', reason, mayRetry: true };
  }

  private conclude(error: unknown, signal: AbortSignal): Conclusion {
    if (signal.reason instanceof Cancelled) return CANCELLED;
    if (signal.aborted) throw signal.reason;
    if (error instanceof ProjectError) return { outcome: 'failed', reason: error.message, mayRetry: false };
    if (error instanceof BuildError || error instanceof ImageError || error instanceof ExecutorError)
      return { outcome: 'failed', reason: error.message, mayRetry: true };
    throw error;
  }
}

/** What the work resolves with, unless the signal aborts before; then it is waited for no longer, and given to `drop` when it comes. */
async function orAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  drop: (late: T) => Promise<void>,
): Promise<T> {
  signal.throwIfAborted();
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([work, aborted]);
  } catch (error) {
    work.then(drop).catch(() => undefined);
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** What the work resolves with, once the other has ended too: what comes after must not be overtaken by it. */
async function bothEnded<T>(work: Promise<T>, other: Promise<void>): Promise<T> {
  const [done, told] = await Promise.allSettled([work, other]);
  if (done.status === 'rejected') throw done.reason;
  if (told.status === 'rejected') throw told.reason;
  return done.value;
}

/** Longer times than a timer of Node takes are counted in parts. Returns what ends the count. */
function startTimer(ms: number, then: () => void): () => void {
  const part = 1_000_000_000;
  let rest = ms;
  const next = (): NodeJS.Timeout => {
    const now = Math.min(rest, part);
    rest -= now;
    return setTimeout(() => (rest > 0 ? (timer = next()) : then()), now);
  };
  let timer = next();
  return () => clearTimeout(timer);
}
