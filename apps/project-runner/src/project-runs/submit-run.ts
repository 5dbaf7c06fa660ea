import { Inject, Injectable } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import type { CreateProjectRun } from '@millrace/contracts/projects/project-runs';
import type { Queryable } from '@millrace/database/database';
import { checkExecutor } from '../executors/check-executor.ts';
import { ProjectError } from '../mlproject/project-error.ts';
import { WakeRunners } from '../queue/wake-runners.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';
import { parseProjectUri, withoutCredentials } from '../sources/project-uri.ts';
import { UriCredentials } from '../sources/uri-credentials.ts';
import { submissionTags } from '../tracking/run-tags.ts';
import { type Texts, TrackedRuns } from '../tracking/tracked-runs.ts';
import type { ProjectRun, RunOrigin } from './project-run.ts';
import { ProjectRunsRepository } from './project-runs.repository.ts';

export interface Submission extends RunOrigin {
  /** 32 hexadecimal digits. */
  readonly runId?: string;
  readonly tags?: Texts;
}

/** Makes tracked runs of projects, and queues them. What is wrong with a project itself is told by its run. */
@Injectable()
export class SubmitRun {
  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    private readonly repository: ProjectRunsRepository,
    private readonly tracked: TrackedRuns,
    private readonly runners: WakeRunners,
    private readonly credentials: UriCredentials,
  ) {}

  /** Throws INVALID_PARAMETER_VALUE when a request could not be submitted as it is. */
  check(request: CreateProjectRun): void {
    this.checkUri(request.uri);
    checkExecutor(request, this.settings);
  }

  async submit(request: CreateProjectRun, submission: Submission = {}): Promise<ProjectRun> {
    this.check(request);
    const runId = await this.track(request, submission);
    try {
      const run = await this.repository.insert(runId, this.credentials.seal(request), Date.now(), submission);
      await this.runners.wake(run);
      return run;
    } catch (error) {
      // Nobody would ever end it.
      await this.tracked.setStatus(runId, 'FAILED', Date.now()).catch(() => undefined);
      throw error;
    }
  }

  /**
   * Submits within a transaction, under an id of the asker's choice: should the transaction come to nothing, the same id is given
   * again, and there is still one run. Wake the runners after the commit.
   */
  async submitWithin(
    transaction: Queryable,
    request: CreateProjectRun,
    submission: Submission & { readonly runId: string },
  ): Promise<ProjectRun> {
    await this.track(request, submission);
    const sealed = this.credentials.seal(request);
    return this.repository.insert(submission.runId, sealed, Date.now(), submission, transaction);
  }

  private checkUri(uri: string): void {
    try {
      parseProjectUri(this.credentials.open(uri));
    } catch (error) {
      throw error instanceof ProjectError ? error.toAnswer() : error;
    }
  }

  private async track(request: CreateProjectRun, { runId, tags }: Submission): Promise<string> {
    const created = await this.tracked.create({
      runId,
      experimentId: request.experiment_id,
      userId: request.user_id ?? '',
      name: request.run_name ?? '',
      tags: { ...submissionTags(request), ...tags },
    });
    return created.runId;
  }
}

/** Throws INVALID_PARAMETER_VALUE unless a uri that is given again is the one that is known, credentials aside. */
export function checkSameUri(given: string | undefined, known: string): void {
  if (given !== undefined && withoutCredentials(given) !== withoutCredentials(known))
    throw invalidParameter(
      `'uri' must be that of the run, with its credentials: ${withoutCredentials(known)}. Submit another project as a run of its own.`,
    );
}
