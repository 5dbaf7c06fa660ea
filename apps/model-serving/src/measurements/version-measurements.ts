import { History } from './history.ts';
import { Latencies } from './latencies.ts';
import { Rate } from './rate.ts';

/** What is counted of a version of a deployment, since this process loaded it. */
export class VersionMeasurements {
  readonly latencies = new Latencies();
  readonly rate = new Rate();
  readonly history = new History();
  /** Requests by the status they were answered with. */
  readonly byStatus = new Map<number, number>();
  /** Of a shadow: how its answers compare with those that were returned. */
  readonly shadow = { same: 0, different: 0, failed: 0, skipped: 0 };

  answered(status: number, seconds: number): void {
    const nowMs = Date.now();
    this.latencies.observe(seconds);
    this.rate.add(nowMs);
    this.history.add(status >= 400, seconds, nowMs);
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1);
  }

  /** Requests that were answered with an error: the caller's and the model's. */
  get errors(): number {
    let errors = 0;
    for (const [status, count] of this.byStatus) if (status >= 400) errors += count;
    return errors;
  }
}
