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

const FETCH_MS = 10 * 60_000;
const GRACE_MS = 10_000;

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
    let order: RunOrder | undefined;
    try {
      const preparing = this.prepare(run, executor, scratch, log);
      order = await orAborted(preparing, signal, ({ workplace }) => workplace.release());
      await this.begin(lease);
      log.say(`Running: ${order.command}`);
      return await this.follow(await executor.start(order), run, log, signal);
    } catch (error) {
      return this.conclude(error, signal);
    } finally {
      await order?.workplace.release();
      await rm(scratch, { recursive: true, force: true });
    }
  }

  private async prepare(
    run: ProjectRun,
    executor: Executor,
    scratch: string,
    log: RunLog,
  ): Promise<RunOrder> {
    await this.tracked.setStatus(run.runId, 'RUNNING');
    log.say(`Fetching ${withoutCredentials(run.uri)}${run.version === null ? '' : ` at ${run.version}`}`);
    const fetchUpload = (id: string, file: string): Promise<void> => this.artifacts.fetchUpload(id, file);
    const { prepareCommand } = await import('./prepare-command.ts');
    const original = await this.original(run);
    const prepared = await prepareCommand(run, {
      as: original && recordedSource(original),
      into: scratch,
      timeoutMs: FETCH_MS,
      maxBytes: this.settings.MILLRACE_RUNNER_DISK_BYTES,
      fetchUpload,
      codeFolder: executor.codeFolder,
    });
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
    try {
      await this.note(run, prepared, workplace, log);
    } catch (error) {
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
    return {
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
  }

  /** How the run that this one repeats was run. */
  private async original({ reproducesId }: ProjectRun): Promise<RunRecord | undefined> {
    return reproducesId === null ? undefined : (await this.records.find(reproducesId)).record;
  }

  /** Tells the tracked run what is known by now. Its record is kept where the artifact store is there to keep it. */
  private async note(
    run: ProjectRun,
    prepared: PreparedCommand,
    workplace: Workplace,
    log: RunLog,
  ): Promise<void> {
    await this.tracked.log(run.runId, prepared.parameters, sourceTags(prepared.git, workplace));
    const record = await runRecord(run, prepared, workplace);
    await this.records.saveRecord(run.runId, record);
    const artifactUri = await this.tracked.artifactUri(run.runId);
    await this.artifacts
      .putText(artifactUri, RECORD_ARTIFACT, `${JSON.stringify(record, null, 2)}\n`)
      .catch((error: Error) => log.say(`${RECORD_ARTIFACT} could not be kept: ${error.message}`));
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
