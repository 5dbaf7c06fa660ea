import { Module } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { Metrics } from '@millrace/service-kit/metrics/metrics';
import { storeMetrics } from './store-metrics.ts';

/** `/metrics` tells of the database of DatabaseModule. */
@Module({})
export class StoreMetricsModule {
  constructor(metrics: Metrics, database: Database) {
    metrics.add(storeMetrics(database));
  }
}
