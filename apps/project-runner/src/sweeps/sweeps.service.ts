import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { notFound } from '@millrace/contracts/errors';
import type { CreateProjectSweep } from '@millrace/contracts/projects/project-sweeps';
import { runIdToUuid, uuidToRunId } from '@millrace/contracts/tracking/run-id';
import { UriCredentials } from '../sources/uri-credentials.ts';
import { SubmitRun } from '../project-runs/submit-run.ts';
import { WakeRunners } from '../queue/wake-runners.ts';
import { submissionTags } from '../tracking/run-tags.ts';
import { TrackedRuns } from '../tracking/tracked-runs.ts';
import { AdvanceSweeps } from './advance-sweeps.ts';
import type { SweepProgress } from './project-sweep.ts';
import { sweepPoints } from './sweep-points.ts';
import { SweepsRepository } from './sweeps.repository.ts';

const MAX_LISTED = 1000;

@Injectable()
export class SweepsService {
  constructor(
    private readonly repository: SweepsRepository,
    private readonly advancing: AdvanceSweeps,
    private readonly submission: SubmitRun,
    private readonly tracked: TrackedRuns,
    private readonly runners: WakeRunners,
    private readonly credentials: UriCredentials,
  ) {}

  /** Makes the tracked run above, and submits the first runs. */
  async create({ sweep, ...request }: CreateProjectSweep): Promise<SweepProgress> {
    this.submission.check(request);
    const seed = sweep.seed ?? randomInt(2 ** 31 - 1);
    const points = sweepPoints(sweep, seed);
    const sweepId = uuidToRunId(randomUUID());
    const { runId, name } = await this.tracked.create({
      experimentId: request.experiment_id,
      userId: request.user_id ?? '',
      name: request.run_name ?? '',
      status: 'RUNNING',
      tags: { ...submissionTags(request), 'millrace.project.sweep': sweepId },
    });
    try {
      await this.repository.insert({
        sweepId,
        runId,
        name,
        request: this.credentials.seal(request),
        method: sweep.method,
        space: sweep.space,
        seed: sweep.method === 'random' ? seed : null,
        points,
        total: points.length,
        submitted: 0,
        concurrency: sweep.concurrency,
        metricName: sweep.metric?.name ?? null,
        metricGoal: sweep.metric?.goal ?? null,
        state: 'running',
        cancelled: false,
        reason: null,
        createdMs: Date.now(),
        endedMs: null,
      });
    } catch (error) {
      // Nobody would ever end it.
      await this.tracked.setStatus(runId, 'FAILED', Date.now()).catch(() => undefined);
      throw error;
    }
    await this.advancing.advance(sweepId);
    return this.get(sweepId);
  }

  list(): Promise<SweepProgress[]> {
    return this.repository.list(MAX_LISTED);
  }

  async get(sweepId: string): Promise<SweepProgress> {
    const found = runIdToUuid(sweepId) === undefined ? undefined : await this.repository.find(sweepId);
    if (found === undefined)
      throw notFound(`There is no project sweep with the id '${sweepId.slice(0, 100)}'.`);
    return found;
  }

  /** Cancelling one that has ended changes nothing. */
  async cancel(sweepId: string): Promise<SweepProgress> {
    const { runId } = await this.get(sweepId);
    await this.repository.cancel(sweepId);
    await this.runners.wake({ runId, priority: 1 });
    await this.advancing.advance(sweepId);
    return this.get(sweepId);
  }
}
