import { type DynamicModule, Module } from '@nestjs/common';
import type { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { artifactStoreCheck } from '@millrace/artifact-stores/store/readiness';
import { Readiness } from '@millrace/service-kit/health/readiness';
import { FinishRun } from './execution/finish-run.ts';
import { ProjectEnvironments } from './execution/project-environments.ts';
import { RUNNER_ARTIFACTS, RunArtifacts } from './execution/run-artifacts.ts';
import { KeptLog } from './execution/kept-log.ts';
import { RunAttempt } from './execution/run-attempt.ts';
import { RunLogsRepository } from './execution/run-logs.repository.ts';
import { Executors } from './executors/executors.ts';
import { ProjectRunsController } from './project-runs/project-runs.controller.ts';
import { ProjectRunsRepository } from './project-runs/project-runs.repository.ts';
import { ProjectRunsService } from './project-runs/project-runs.service.ts';
import { RunLogController } from './project-runs/run-log.controller.ts';
import { SubmitRun } from './project-runs/submit-run.ts';
import { DescribeProjectService } from './projects/describe-project.service.ts';
import { ProjectsController } from './projects/projects.controller.ts';
import { LeasesRepository } from './queue/leases.repository.ts';
import { QueueMetrics } from './queue/queue-metrics.ts';
import { RunWorker } from './queue/run-worker.ts';
import { WakeRunners } from './queue/wake-runners.ts';
import { ReproductionController } from './reproduction/reproduction.controller.ts';
import { ReproductionService } from './reproduction/reproduction.service.ts';
import { RunRecordsRepository } from './reproduction/run-records.repository.ts';
import { CollectResults } from './reproduction/run-results.ts';
import { Retention } from './retention/retention.ts';
import { UploadsRepository } from './retention/uploads.repository.ts';
import { RunnersController } from './runners/runners.controller.ts';
import { RunnersRepository } from './runners/runners.repository.ts';
import { ThisRunner } from './runners/this-runner.ts';
import { ScheduleClock } from './schedules/schedule-clock.ts';
import { SchedulesController } from './schedules/schedules.controller.ts';
import { SchedulesRepository } from './schedules/schedules.repository.ts';
import { SchedulesService } from './schedules/schedules.service.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from './settings/runner-settings.ts';
import { AdvanceSweeps } from './sweeps/advance-sweeps.ts';
import { UriCredentials } from './sources/uri-credentials.ts';
import { SweepsController } from './sweeps/sweeps.controller.ts';
import { SweepsRepository } from './sweeps/sweeps.repository.ts';
import { SweepsService } from './sweeps/sweeps.service.ts';
import { TrackedRuns } from './tracking/tracked-runs.ts';
import { TrackingAddress } from './tracking/tracking-address.ts';

/** Runs of projects. Needs DatabaseModule and MessagingModule, and artifact settings that lead to the artifacts of runs. */
@Module({
  controllers: [
    ProjectRunsController,
    RunLogController,
    ReproductionController,
    ProjectsController,
    RunnersController,
    SchedulesController,
    SweepsController,
  ],
  providers: [
    ProjectRunsService,
    ProjectRunsRepository,
    SubmitRun,
    UriCredentials,
    DescribeProjectService,
    ReproductionService,
    RunRecordsRepository,
    CollectResults,
    RunnersRepository,
    ThisRunner,
    SchedulesService,
    SchedulesRepository,
    ScheduleClock,
    SweepsService,
    SweepsRepository,
    AdvanceSweeps,
    LeasesRepository,
    QueueMetrics,
    WakeRunners,
    RunWorker,
    RunAttempt,
    FinishRun,
    RunArtifacts,
    UploadsRepository,
    Retention,
    RunLogsRepository,
    KeptLog,
    ProjectEnvironments,
    Executors,
    TrackedRuns,
    TrackingAddress,
  ],
})
export class ProjectRunnerModule {
  constructor(artifacts: RunArtifacts, readiness: Readiness) {
    readiness.add(artifactStoreCheck(() => artifacts.check()));
  }

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
