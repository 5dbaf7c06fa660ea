import { Injectable } from '@nestjs/common';
import { RequestTimes } from './request-times.ts';

/** Something that writes Prometheus' text format; a registry of prom-client is one. */
export interface MetricsSource {
  metrics(): string | Promise<string>;
}

/** What `/metrics` answers: the process, the requests, and what modules add. */
@Injectable()
export class Metrics {
  readonly requestTimes = new RequestTimes();
  private readonly sources: MetricsSource[] = [this.requestTimes];
  private processMetrics: Promise<MetricsSource> | undefined;

  add(source: MetricsSource): void {
    this.sources.push(source);
  }

  async text(): Promise<string> {
    // Loaded when somebody asks: it takes a while, and watching the event loop is not free.
    this.processMetrics ??= import('./process-metrics.ts').then((module) => module.collectProcessMetrics());
    const texts = await Promise.all([
      this.processMetrics.then((source) => source.metrics()),
      ...this.sources.map((each) => each.metrics()),
    ]);
    return texts.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('');
  }
}
