import { Global, Module } from '@nestjs/common';
import { Readiness } from './health/readiness.ts';
import { Stopping } from './lifecycle/stopping.ts';
import { Metrics } from './metrics/metrics.ts';

/** What every service has to inject: `Readiness`, `Metrics`, `Stopping`. `createApp` puts it into each app. */
@Global()
@Module({ providers: [Readiness, Metrics, Stopping], exports: [Readiness, Metrics, Stopping] })
export class KitModule {}
