import { Module } from '@nestjs/common';
import { DatasetsController } from './datasets.controller.ts';
import { DatasetsRepository } from './datasets.repository.ts';
import { DatasetsService } from './datasets.service.ts';
import { RecordsController } from './records.controller.ts';
import { RecordsRepository } from './records.repository.ts';
import { RecordsService } from './records.service.ts';
import { SearchEvaluationDatasetsService } from './search-datasets.service.ts';

/** Evaluation datasets: records of inputs and what is expected of them, for any number of experiments. */
@Module({
  controllers: [DatasetsController, RecordsController],
  providers: [
    DatasetsService,
    DatasetsRepository,
    RecordsService,
    RecordsRepository,
    SearchEvaluationDatasetsService,
  ],
})
export class EvaluationDatasetsModule {}
