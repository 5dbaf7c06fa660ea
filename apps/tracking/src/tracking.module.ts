import { Module } from '@nestjs/common';
import { BatchController } from './batch/batch.controller.ts';
import { BatchService } from './batch/batch.service.ts';
import { RunWrites } from './batch/run-writes.ts';
import { ExperimentsController } from './experiments/experiments.controller.ts';
import { ExperimentsRepository } from './experiments/experiments.repository.ts';
import { ExperimentsService } from './experiments/experiments.service.ts';
import { ExperimentKeysModule } from './experiment-keys/experiment-keys.module.ts';
import { RunTableModule } from './run-table/run-table.module.ts';
import { SavedViewsModule } from './saved-views/saved-views.module.ts';
import { GraphqlController } from './graphql/graphql.controller.ts';
import { Queries } from './graphql/queries.ts';
import { QueryExecutor } from './graphql/query-executor.ts';
import { QuerySources } from './graphql/query-sources.ts';
import { HistoriesController } from './metrics/histories.controller.ts';
import { HistoriesRepository } from './metrics/histories.repository.ts';
import { HistoriesService } from './metrics/histories.service.ts';
import { HistoryController } from './metrics/history.controller.ts';
import { HistoryRepository } from './metrics/history.repository.ts';
import { HistoryService } from './metrics/history.service.ts';
import { MetricsController } from './metrics/metrics.controller.ts';
import { MetricsService } from './metrics/metrics.service.ts';
import { ParamsController } from './params/params.controller.ts';
import { ParamsService } from './params/params.service.ts';
import { MetricWatches } from './run-events/metric-watches.ts';
import { RunEndings } from './run-events/run-endings.ts';
import { TrackingEvents } from './run-events/tracking-events.ts';
import { CreateRunOnce } from './runs/create-run-once.ts';
import { CreateRuns } from './runs/create-runs.ts';
import { LogModelController } from './runs/log-model.controller.ts';
import { LogModelService } from './runs/log-model.service.ts';
import { RunReplies } from './runs/run-replies.repository.ts';
import { RunsController } from './runs/runs.controller.ts';
import { RunsRepository } from './runs/runs.repository.ts';
import { RunsService } from './runs/runs.service.ts';
import { AbsentFeaturesController } from './server-info/absent-features.controller.ts';
import { ServerInfoController } from './server-info/server-info.controller.ts';
import { WorkspacesController } from './workspaces/workspaces.controller.ts';
import { TagsController } from './tags/tags.controller.ts';
import { TagsRepository } from './tags/tags.repository.ts';
import { TagsService } from './tags/tags.service.ts';
import { AssessmentsModule } from './assessments/assessments.module.ts';
import { InputsModule } from './inputs/inputs.module.ts';
import { LiveModule } from './live/live.module.ts';
import { LoggedModelsModule } from './logged-models/logged-models.module.ts';
import { SearchModule } from './search/search.module.ts';
import { RunMessagesController } from './messages/run-messages.controller.ts';
import { TrackingMessagesModule } from './messages/tracking-messages.module.ts';
import { TracesModule } from './traces/traces.module.ts';
import { OtlpModule } from './otlp/otlp.module.ts';
import { EvaluationDatasetsModule } from './evaluation-datasets/evaluation-datasets.module.ts';
import { ScorersModule } from './scorers/scorers.module.ts';

@Module({
  imports: [
    ScorersModule,
    ExperimentKeysModule,
    RunTableModule,
    SavedViewsModule,
    EvaluationDatasetsModule,
    AssessmentsModule,
    InputsModule,
    LiveModule,
    LoggedModelsModule,
    OtlpModule,
    SearchModule,
    TracesModule,
    TrackingMessagesModule,
  ],
  controllers: [
    ExperimentsController,
    RunsController,
    RunMessagesController,
    LogModelController,
    MetricsController,
    HistoryController,
    HistoriesController,
    ParamsController,
    TagsController,
    BatchController,
    ServerInfoController,
    WorkspacesController,
    GraphqlController,
    AbsentFeaturesController,
  ],
  providers: [
    ExperimentsService,
    ExperimentsRepository,
    RunsService,
    LogModelService,
    RunsRepository,
    RunReplies,
    CreateRuns,
    TrackingEvents,
    MetricWatches,
    RunEndings,
    CreateRunOnce,
    RunWrites,
    MetricsService,
    HistoryService,
    HistoryRepository,
    HistoriesService,
    HistoriesRepository,
    ParamsService,
    TagsService,
    TagsRepository,
    BatchService,
    Queries,
    QueryExecutor,
    QuerySources,
  ],
  exports: [ExperimentsService, ExperimentsRepository, RunsService, RunReplies, RunWrites],
})
export class TrackingModule {}
