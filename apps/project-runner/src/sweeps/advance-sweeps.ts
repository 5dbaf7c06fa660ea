import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import type { Transaction } from '@millrace/database/database';
import { RemoteError } from '@millrace/messaging/errors/remote-error';
import type { ProjectRun } from '../project-runs/project-run.ts';
import { SubmitRun } from '../project-runs/submit-run.ts';
import { WakeRunners } from '../queue/wake-runners.ts';
import { TrackedRuns } from '../tracking/tracked-runs.ts';
import type { ProjectSweep } from './project-sweep.ts';
import { SweepsRepository } from './sweeps.repository.ts';

const STATUS = { finished: 'FINISHED', failed: 'FAILED', killed: 'KILLED' } as const;
/** A transaction does not last longer than submitting so many takes. */
const MAX_SUBMITTED = 20;

/**
 * Brings sweeps forward: submits runs while fewer wait or go on than may be, and ends the sweep when all have ended. One process at a
 * time has a sweep, and what it did not come to is done by whoever has it next.
 */
@Injectable()
export class AdvanceSweeps {
  private readonly logger = new Logger('project sweeps');
  private readonly waiting = new Map<string, Promise<void>>();
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly sweeps: SweepsRepository,
    private readonly submission: SubmitRun,
    private readonly tracked: TrackedRuns,
    private readonly runners: WakeRunners,
  ) {}

  /** All that have not ended. */
  async advanceAll(): Promise<void> {
    for (const sweepId of await this.sweeps.running()) await this.advance(sweepId);
  }

  /** One sweep after another: each takes a connection of the pool, which whoever makes the tracked runs may need too. */
  advance(sweepId: string): Promise<void> {
    // One that waits for its turn will see all that has been done until then.
    const waiting = this.waiting.get(sweepId);
    if (waiting !== undefined) return waiting;
    const turn = this.last.then(() => {
      this.waiting.delete(sweepId);
      return this.advanceNow(sweepId);
    });
    this.waiting.set(sweepId, turn);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async advanceNow(sweepId: string): Promise<void> {
    for (let more = true; more;) {
      const submitted: ProjectRun[] = [];
      await this.sweeps.take(sweepId, async (sweep, transaction) => {
        const { underWay, finished } = await this.sweeps.outcomes(sweepId, transaction);
        const goesOn = !sweep.cancelled && sweep.reason === null;
        const left = goesOn ? sweep.total - sweep.submitted : 0;
        if (left === 0 && underWay === 0) return this.end(sweep, finished, transaction);
        const count = Math.min(left, sweep.concurrency - underWay, MAX_SUBMITTED);
        if (count > 0) submitted.push(...(await this.submit(sweep, count, transaction)));
      });
      for (const run of submitted) await this.runners.wake(run);
      more = submitted.length === MAX_SUBMITTED;
    }
  }

  private async submit(sweep: ProjectSweep, count: number, transaction: Transaction): Promise<ProjectRun[]> {
    const { sweepId, submitted, request, runId: parent } = sweep;
    const points = await this.sweeps.points(sweepId, submitted, count, transaction);
    const runs: ProjectRun[] = [];
    let reason: string | null = null;
    for (const [index, point] of points.entries()) {
      const number = submitted + index + 1;
      const child = {
        ...request,
        run_name: `${sweep.name}-${number}`,
        parameters: { ...request.parameters, ...point },
      };
      const runId = childRunId(sweepId, number);
      const tags = { 'mlflow.parentRunId': parent };
      try {
        runs.push(await this.submission.submitWithin(transaction, child, { runId, sweepId, tags }));
      } catch (error) {
        // The experiment has been deleted meanwhile, for example.
        if (!(error instanceof RemoteError || error instanceof MlflowError)) throw error;
        reason = error.message;
        break;
      }
    }
    await this.sweeps.setSubmitted(sweepId, submitted + runs.length, reason, transaction);
    return runs;
  }

  /** It has finished when at least one of its runs has: that some points fail is a result, too. */
  private async end(sweep: ProjectSweep, finished: number, transaction: Transaction): Promise<void> {
    const isDone = sweep.reason === null && finished > 0;
    const state = sweep.cancelled ? 'killed' : isDone ? 'finished' : 'failed';
    const endedMs = Date.now();
    try {
      await this.tracked.setStatus(sweep.runId, STATUS[state], endedMs);
    } catch (error) {
      // Somebody has deleted the tracked run meanwhile.
      if (!(error instanceof RemoteError)) throw error;
      this.logger.warn(error.message);
    }
    await this.sweeps.end(sweep, state, endedMs, transaction);
  }
}

/** The same for whoever submits it, so that it is made once even if who did it died before it was noted. */
function childRunId(sweepId: string, number: number): string {
  return createHash('sha256').update(`${sweepId} ${number}`).digest('hex').slice(0, 32);
}
