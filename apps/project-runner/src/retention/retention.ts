import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { RunArtifacts } from '../execution/run-artifacts.ts';
import { RunLogsRepository } from '../execution/run-logs.repository.ts';
import { ProjectRunsRepository } from '../project-runs/project-runs.repository.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';
import { UploadsRepository } from './uploads.repository.ts';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Removes what nothing needs any more: pieces of logs that are kept as artifacts, uploaded archives, and credentials of runs that could
 * have been tried again.
 */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('project runs');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    private readonly runs: ProjectRunsRepository,
    private readonly logs: RunLogsRepository,
    private readonly uploads: UploadsRepository,
    private readonly artifacts: RunArtifacts,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.removeOld(Date.now()), EVERY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async removeOld(now: number): Promise<void> {
    const before = now - this.settings.MILLRACE_RUNNER_RETENTION_DAYS * DAY_MS;
    try {
      await this.runs.dropCredentials(before);
      while ((await this.logs.prune(before, 100)) === 100);
      while (await this.uploads.removeOne(before, (id) => this.artifacts.removeUpload(id)));
    } catch (error) {
      this.logger.warn(`What is old could not be removed: ${(error as Error).message}`);
    }
  }
}
