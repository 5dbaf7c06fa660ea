import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EndedState } from '@millrace/contracts/projects/project-runs';
import { RemoteError } from '@millrace/messaging/errors/remote-error';
import type { ProjectRun } from '../project-runs/project-run.ts';
import { type Lease, LeasesRepository } from '../queue/leases.repository.ts';
import { RunRecordsRepository } from '../reproduction/run-records.repository.ts';
import { CollectResults } from '../reproduction/run-results.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';
import { withoutCredentials } from '../sources/project-uri.ts';
import { AdvanceSweeps } from '../sweeps/advance-sweeps.ts';
import { type Texts, TrackedRuns } from '../tracking/tracked-runs.ts';
import { type Conclusion, GivenUp } from './conclusion.ts';
import { LOG_ARTIFACT } from './kept-artifacts.ts';
import { RunArtifacts } from './run-artifacts.ts';
import { RunLogsRepository } from './run-logs.repository.ts';

const STATUS: Readonly<Record<EndedState, 'FINISHED' | 'FAILED' | 'KILLED'>> = {
  finished: 'FINISHED',
  failed: 'FAILED',
  timed_out: 'FAILED',
  killed: 'KILLED',
};
const MAX_RETRY_MS = 3_600_000;

/** Brings a run to what an attempt at it concluded. Each step can be done again, by whoever takes the run over. */
@Injectable()
export class FinishRun {
  private readonly logger = new Logger('project runs');

  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    private readonly leases: LeasesRepository,
    private readonly logs: RunLogsRepository,
    private readonly artifacts: RunArtifacts,
    private readonly tracked: TrackedRuns,
    private readonly results: CollectResults,
    private readonly records: RunRecordsRepository,
    private readonly sweeps: AdvanceSweeps,
  ) {}

  /** Resolves with the milliseconds after which the run is to be tried again; undefined when it has ended. */
  async conclude(run: ProjectRun, lease: Lease, conclusion: Conclusion): Promise<number | undefined> {
    const { outcome, reason = null, exitCode = null, mayRetry } = conclusion;
    const failures = run.failures + (outcome === 'finished' ? 0 : 1);
    if (reason !== null) await this.logs.append(run.runId, `=== ${reason.split('\n')[0]}\n`);
    if (mayRetry && failures <= run.maxRetries) {
      const delayMs = Math.min(
        this.settings.MILLRACE_RUNNER_RETRY_SECONDS * 1000 * 2 ** (failures - 1),
        MAX_RETRY_MS,
      );
      await this.logs.append(run.runId, `=== Trying again in ${delayMs / 1000} seconds\n`);
      await this.asked(() => this.tracked.setStatus(run.runId, 'SCHEDULED'));
      await this.change(lease, { state: 'queued', reason, exitCode, failures, delayMs });
      return delayMs;
    }
    await this.change(lease, { state: 'uploading', outcome, reason, exitCode, failures });
    await this.end({ ...run, outcome, reason, exitCode }, lease);
    return undefined;
  }

  /** Ends a run whose outcome is in its row: uploads its log, ends the tracked run. */
  async end(run: ProjectRun, lease: Lease): Promise<void> {
    const outcome = run.outcome ?? 'failed';
    const [logKept] = await Promise.all([this.upload(run.runId), this.keepResults(run.runId)]);
    const endMs = Date.now();
    await Promise.all([
      this.asked(() => this.tracked.log(run.runId, {}, outcomeTags(run, outcome))),
      this.asked(() => this.tracked.setStatus(run.runId, STATUS[outcome], endMs)),
    ]);
    // One that is to be tried again needs its credentials, and one that has finished does not.
    const uri = outcome === 'finished' ? { uri: withoutCredentials(run.uri) } : {};
    await this.change(lease, { state: outcome, endedMs: endMs, logKept, ...uri });
    if (run.sweepId !== null) await this.advance(run.sweepId);
  }

  /** A run does not fail because what came of it cannot be told. */
  private async keepResults(runId: string): Promise<void> {
    try {
      await this.records.saveResults(runId, await this.results.of(runId));
    } catch (error) {
      this.logger.warn(`What came of run ${runId} could not be kept: ${(error as Error).message}`);
    }
  }

  /** Should this fail, whoever looks at the sweeps next does it. */
  private async advance(sweepId: string): Promise<void> {
    await this.sweeps
      .advance(sweepId)
      .catch((error: Error) => this.logger.warn(`Sweep ${sweepId} could not be advanced: ${error.message}`));
  }

  /** The log is in the database as well: a run does not fail because its store is away. */
  private async upload(runId: string): Promise<boolean> {
    try {
      await this.artifacts.putText(await this.tracked.artifactUri(runId), LOG_ARTIFACT, this.pieces(runId));
      return true;
    } catch (error) {
      this.logger.warn(
        `The log of run ${runId} could not be kept as an artifact: ${(error as Error).message}`,
      );
      return false;
    }
  }

  private async *pieces(runId: string): AsyncGenerator<Buffer> {
    for (let number = 0; ;) {
      const pieces = await this.logs.after(runId, number, 50);
      if (pieces.length === 0) return;
      for (const piece of pieces) yield Buffer.from(piece.text);
      number = pieces.at(-1)?.number ?? number;
    }
  }

  /** A tracked run that somebody has deleted meanwhile keeps nothing from ending. */
  private async asked(ask: () => Promise<void>): Promise<void> {
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      this.logger.warn(error.message);
    }
  }

  private async change(lease: Lease, change: Parameters<LeasesRepository['change']>[1]): Promise<void> {
    if (!(await this.leases.change(lease, change))) throw new GivenUp('lease lost');
  }
}

function outcomeTags({ exitCode, reason }: ProjectRun, outcome: EndedState): Texts {
  return {
    'millrace.project.status': outcome.toUpperCase(),
    ...(exitCode !== null && { 'millrace.project.exitCode': String(exitCode) }),
    ...(reason !== null && { 'millrace.project.reason': reason }),
  };
}
