import { Injectable } from '@nestjs/common';
import { invalidParameter, notFound } from '@millrace/contracts/errors';
import type {
  CreateProjectRun,
  ListProjectRuns,
  RerunProjectRun,
} from '@millrace/contracts/projects/project-runs';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import { WakeRunners } from '../queue/wake-runners.ts';
import { TrackedRuns } from '../tracking/tracked-runs.ts';
import { pageToken, readPageToken } from './page-token.ts';
import { requestOf } from './request-of.ts';
import { hasEnded, type ProjectRun } from './project-run.ts';
import { ProjectRunsRepository } from './project-runs.repository.ts';
import { checkSameUri, SubmitRun } from './submit-run.ts';

@Injectable()
export class ProjectRunsService {
  constructor(
    private readonly repository: ProjectRunsRepository,
    private readonly submission: SubmitRun,
    private readonly tracked: TrackedRuns,
    private readonly runners: WakeRunners,
  ) {}

  submit(request: CreateProjectRun): Promise<ProjectRun> {
    return this.submission.submit(request);
  }

  async list(
    request: ListProjectRuns,
  ): Promise<{ readonly runs: ProjectRun[]; readonly nextToken: string | undefined }> {
    const {
      max_results: limit,
      status,
      sweep_id: sweepId,
      schedule_id: scheduleId,
      page_token: token,
    } = request;
    const filter = { states: status?.map((each) => each.toLowerCase()), sweepId, scheduleId };
    const found = await this.repository.list(filter, readPageToken(token), limit + 1);
    const runs = found.slice(0, limit);
    const last = runs.at(-1);
    return { runs, nextToken: found.length > limit && last ? pageToken(last) : undefined };
  }

  async get(runId: string): Promise<ProjectRun> {
    const run = runIdToUuid(runId) === undefined ? undefined : await this.repository.find(runId);
    if (run === undefined) throw notFound(`There is no project run with the id '${runId.slice(0, 100)}'.`);
    return run;
  }

  /** Whoever runs it, or would, ends it. Cancelling one that has ended changes nothing. */
  async cancel(runId: string): Promise<ProjectRun> {
    const run = await this.get(runId);
    if (await this.repository.cancel(runId)) await this.runners.wake({ runId, priority: 1 });
    return { ...run, cancelled: run.cancelled || !hasEnded(run) };
  }

  /** Submits the project of a run once more, with changes, as a run of its own. */
  async rerun(runId: string, changes: RerunProjectRun): Promise<ProjectRun> {
    const request = requestOf(await this.get(runId));
    checkSameUri(changes.uri, request.uri);
    const changed = {
      ...request,
      ...changes,
      parameters: { ...request.parameters, ...changes.parameters },
      executor_config: { ...request.executor_config, ...changes.executor_config },
    };
    return this.submission.submit(changed, { rerunOfId: runId });
  }

  /** Queues a run again that has not succeeded; it stays the same tracked run. */
  async retry(runId: string): Promise<ProjectRun> {
    const { state } = await this.get(runId);
    const run = await this.repository.requeue(runId);
    if (run === undefined)
      throw invalidParameter(
        `The run ${runId} is ${state}: only one that has failed, was killed or has timed out can be tried again.`,
      );
    await this.tracked.setStatus(runId, 'SCHEDULED');
    await this.runners.wake(run);
    return run;
  }
}
