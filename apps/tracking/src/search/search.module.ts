import { Module } from '@nestjs/common';
import { SearchDatasetsRepository } from './search-datasets.repository.ts';
import { SearchDatasetsService } from './search-datasets.service.ts';
import { SearchExperimentsController } from './search-experiments.controller.ts';
import { SearchExperimentsRepository } from './search-experiments.repository.ts';
import { SearchExperimentsService } from './search-experiments.service.ts';
import { SearchLoggedModelsController } from './search-logged-models.controller.ts';
import { SearchLoggedModelsRepository } from './search-logged-models.repository.ts';
import { SearchLoggedModelsService } from './search-logged-models.service.ts';
import { SearchRunsController } from './search-runs.controller.ts';
import { SearchRunsRepository } from './search-runs.repository.ts';
import { SearchRunsService } from './search-runs.service.ts';

/** Searches for runs, for experiments, for logged models, and for the datasets that went into runs. */
@Module({
  controllers: [SearchRunsController, SearchExperimentsController, SearchLoggedModelsController],
  providers: [
    SearchRunsService,
    SearchRunsRepository,
    SearchExperimentsService,
    SearchExperimentsRepository,
    SearchDatasetsService,
    SearchDatasetsRepository,
    SearchLoggedModelsService,
    SearchLoggedModelsRepository,
  ],
  exports: [SearchRunsService, SearchDatasetsService],
})
export class SearchModule {}
