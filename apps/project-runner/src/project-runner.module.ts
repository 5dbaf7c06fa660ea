import { type DynamicModule, Module } from '@nestjs/common';
import type { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { FinishRun } from './execution/finish-run.ts';
import { ProjectEnvironments } from './execution/project-environments.ts';
import { RUNNER_ARTIFACTS, RunArtifacts } from './execution/run-artifacts.ts';
import { RunAttempt } from './execution/run-attempt.ts';
import { RunLogsRepository } from './execution/run-logs.repository.ts';
import { Executors } from './executors/executors.ts';
import { ProjectRunsController } from './project-runs/project-runs.controller.ts';
import { ProjectRunsRepository } from './project-runs/project-runs.repository.ts';
import { ProjectRunsService } from './project-runs/project-runs.service.ts';
import { RunLogController } from './project-runs/run-log.controller.ts';
import { LeasesRepository } from './queue/leases.repository.ts';
import { RunWorker } from './queue/run-worker.ts';
import { WakeRunners } from './queue/wake-runners.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from './settings/runner-settings.ts';
import { TrackedRuns } from './tracking/tracked-runs.ts';
import { TrackingAddress } from './tracking/tracking-address.ts';

/** Runs of projects. Needs DatabaseModule and MessagingModule, and artifact settings that lead to the artifacts of runs. */
@Module({
  controllers: [ProjectRunsController, RunLogController],
  providers: [
    ProjectRunsService,
    ProjectRunsRepository,
    LeasesRepository,
    WakeRunners,
    RunWorker,
    RunAttempt,
    FinishRun,
    RunArtifacts,
    RunLogsRepository,
    ProjectEnvironments,
    Executors,
    TrackedRuns,
    TrackingAddress,
  ],
})
export class ProjectRunnerModule {
  static forRoot(settings: RunnerSettings & ArtifactSettings): DynamicModule {
    return {
      module: ProjectRunnerModule,
      providers: [
        { provide: RUNNER_SETTINGS, useValue: settings },
        { provide: RUNNER_ARTIFACTS, useValue: settings },
      ],
    };
  }
}
