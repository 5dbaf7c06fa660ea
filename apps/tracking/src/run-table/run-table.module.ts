import { Module } from '@nestjs/common';
import { ExperimentKeysModule } from '../experiment-keys/experiment-keys.module.ts';
import { ExportController } from './export.controller.ts';
import { ExportRepository } from './export.repository.ts';
import { PurgeController } from './purge.controller.ts';
import { PurgeRepository } from './purge.repository.ts';
import { RunCellsRepository } from './run-cells.repository.ts';
import { RunTableController } from './run-table.controller.ts';
import { RunTableRepository } from './run-table.repository.ts';
import { RunTableService } from './run-table.service.ts';

/** What a table of very many runs needs: compact rows, cells as they come into view, exports, and deletion for good. */
@Module({
  imports: [ExperimentKeysModule],
  controllers: [RunTableController, PurgeController, ExportController],
  providers: [RunTableService, RunTableRepository, RunCellsRepository, PurgeRepository, ExportRepository],
})
export class RunTableModule {}
