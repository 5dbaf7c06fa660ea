import { Injectable } from '@nestjs/common';
import { invalidParameter, notFound } from '@millrace/contracts/errors';
import type { CreateProjectRun, ReproduceProjectRun } from '@millrace/contracts/projects/project-runs';
import type { RunRecord } from '../execution/run-record.ts';
import { hasEnded, type ProjectRun } from '../project-runs/project-run.ts';
import { ProjectRunsService } from '../project-runs/project-runs.service.ts';
import { requestOf } from '../project-runs/request-of.ts';
import { checkSameUri, SubmitRun } from '../project-runs/submit-run.ts';
import { compareRuns, type Differences, isSame } from './compare-runs.ts';
import { RunRecordsRepository } from './run-records.repository.ts';

export interface Reproduction {
  readonly original: string;
  readonly run: ProjectRun;
  readonly status: 'PENDING' | 'SAME' | 'DIFFERENT' | 'FAILED';
  readonly differences: Differences;
}

/** Runs that repeat others, and what differs between them. */
@Injectable()
export class ReproductionService {
  constructor(
    private readonly runs: ProjectRunsService,
    private readonly records: RunRecordsRepository,
    private readonly submission: SubmitRun,
  ) {}

  /** Submits a run that repeats one that has ended: the same project, parameters and packages, as far as they are on record. */
  async reproduce(runId: string, changes: ReproduceProjectRun): Promise<ProjectRun> {
    const original = await this.runs.get(runId);
    if (!hasEnded(original))
      throw invalidParameter(
        `The run ${runId} is ${original.state}: only one that has ended can be reproduced.`,
      );
    const { record } = await this.records.find(runId);
    if (record === undefined)
      throw invalidParameter(
        `The run ${runId} ended before its command was known, so that there is nothing to reproduce: run it again.`,
      );
    if (record.git?.diff_is_partial)
      throw invalidParameter(
        `What was not committed of the project of run ${runId} was too much to be kept: it cannot be reproduced.`,
      );
    checkSameUri(changes.uri, original.uri);
    const request = { ...requestOf(original), ...changes, ...sameWorkplace(original, record) };
    const tags = { 'millrace.project.reproduces': runId };
    return this.submission.submit(request, { reproducesId: runId, tags });
  }

  /** What a run that repeats another one has in common with it. */
  async compare(runId: string): Promise<Reproduction> {
    const run = await this.runs.get(runId);
    const { reproducesId: original, state } = run;
    if (original === null) throw notFound(`The run ${runId} does not reproduce another one.`);
    const differences = compareRuns(await this.records.find(original), await this.records.find(runId));
    if (!hasEnded(run))
      return { original, run, status: 'PENDING', differences: compareRuns(NOTHING, NOTHING) };
    if (state !== 'finished') return { original, run, status: 'FAILED', differences };
    return { original, run, status: isSame(differences) ? 'SAME' : 'DIFFERENT', differences };
  }
}

/** What makes a request ask for the same image, or the same manager of packages. */
function sameWorkplace(
  { executorConfig }: ProjectRun,
  { env_manager: manager, image }: RunRecord,
): Partial<CreateProjectRun> {
  if (image !== undefined)
    return { executor_config: { ...executorConfig, image: image.digest ?? image.name } };
  return manager === 'docker' ? {} : { env_manager: manager };
}

const NOTHING = { record: undefined, results: undefined };
