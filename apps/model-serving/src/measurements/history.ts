import { Latencies } from './latencies.ts';

const PERIOD_MS = 10_000;
/** An hour. */
const KEPT = 360;

/** What happened within ten seconds. Latencies are in seconds, undefined where there was no request. */
export interface Period {
  readonly startMs: number;
  readonly requests: number;
  readonly errors: number;
  readonly p50: number | undefined;
  readonly p99: number | undefined;
}

/** The last hour in periods of ten seconds, for charts. Periods without a request are left out. */
export class History {
  private readonly closed: Period[] = [];
  private startMs = 0;
  private errors = 0;
  private latencies = new Latencies();

  add(isError: boolean, seconds: number, nowMs: number): void {
    if (nowMs >= this.startMs + PERIOD_MS) this.begin(nowMs);
    this.latencies.observe(seconds);
    if (isError) this.errors += 1;
  }

  /** Oldest first, with the one that is under way. */
  periods(nowMs = Date.now()): Period[] {
    const oldest = nowMs - KEPT * PERIOD_MS;
    return [...this.closed, ...this.open()].filter(({ startMs }) => startMs >= oldest);
  }

  private begin(nowMs: number): void {
    this.closed.push(...this.open());
    if (this.closed.length > KEPT) this.closed.shift();
    this.startMs = nowMs - (nowMs % PERIOD_MS);
    this.latencies = new Latencies();
    this.errors = 0;
  }

  private open(): Period[] {
    const { startMs, errors, latencies } = this;
    if (latencies.count === 0) return [];
    const [p50, p99] = [latencies.percentile(0.5), latencies.percentile(0.99)];
    return [{ startMs, requests: latencies.count, errors, p50, p99 }];
  }
}
