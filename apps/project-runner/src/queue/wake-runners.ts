import { Injectable, Logger } from '@nestjs/common';
import { JobQueues } from '@millrace/messaging/jobs/job-queues';
import type { ProjectRun } from '../project-runs/project-run.ts';
import { projectRunJob } from './project-run.job.ts';

/** Tells one of the runners that there is a run to begin. Should that be lost, they look now and then anyway. */
@Injectable()
export class WakeRunners {
  private readonly logger = new Logger('project runs');

  constructor(private readonly jobs: JobQueues) {}

  async wake({ runId, priority }: Pick<ProjectRun, 'runId' | 'priority'>, delayMs = 0): Promise<void> {
    try {
      await this.jobs.add(projectRunJob, { runId }, { priority, delayMs });
    } catch (error) {
      this.logger.warn(`No runner could be woken for run ${runId}: ${(error as Error).message}`);
    }
  }
}
