import { Module } from '@nestjs/common';
import { RunEventsController } from './run-events.controller.ts';
import { RunReaders } from './run-readers.ts';
import { RunUpdates } from './run-updates.ts';
import { WatchedRuns } from './watched-runs.ts';

/** Follows runs while they log. */
@Module({
  controllers: [RunEventsController],
  providers: [WatchedRuns, RunUpdates, RunReaders],
  exports: [RunUpdates],
})
export class LiveModule {}
