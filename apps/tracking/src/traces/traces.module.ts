import { Module } from '@nestjs/common';
import { AssessmentsModule } from '../assessments/assessments.module.ts';
import { TraceMetricsController } from '../trace-metrics/trace-metrics.controller.ts';
import { TraceMetricsService } from '../trace-metrics/trace-metrics.service.ts';
import { CorrelationController } from './correlation.controller.ts';
import { CorrelationService } from './correlation.service.ts';
import { SearchTracesService } from './search-traces.service.ts';
import { StartTraceService } from './start-trace.service.ts';
import { TraceLinksController } from './trace-links.controller.ts';
import { TraceTagsController } from './trace-tags.controller.ts';
import { TraceWritesRepository } from './trace-writes.repository.ts';
import { TracesController } from './traces.controller.ts';
import { TracesRepository } from './traces.repository.ts';
import { TracesService } from './traces.service.ts';
import { TracesV2Controller } from './traces-v2.controller.ts';

@Module({
  imports: [AssessmentsModule],
  controllers: [
    TracesController,
    TracesV2Controller,
    TraceTagsController,
    TraceLinksController,
    CorrelationController,
    TraceMetricsController,
  ],
  providers: [
    TracesService,
    StartTraceService,
    SearchTracesService,
    CorrelationService,
    TraceMetricsService,
    TracesRepository,
    TraceWritesRepository,
  ],
  exports: [TracesService, TracesRepository, TraceWritesRepository],
})
export class TracesModule {}
