const SECONDS = 60;

/** How many a second, over the last minute. */
export class Rate {
  private readonly counts = new Float64Array(SECONDS);
  private readonly startedMs: number;
  private second: number;

  constructor(nowMs = Date.now()) {
    this.startedMs = nowMs;
    this.second = Math.floor(nowMs / 1000);
  }

  add(nowMs = Date.now()): void {
    this.advance(nowMs);
    const slot = this.second % SECONDS;
    this.counts[slot] = (this.counts[slot] as number) + 1;
  }

  perSecond(nowMs = Date.now()): number {
    this.advance(nowMs);
    const total = this.counts.reduce((sum, count) => sum + count, 0);
    return total / Math.min(SECONDS, Math.max(1, (nowMs - this.startedMs) / 1000));
  }

  private advance(nowMs: number): void {
    const now = Math.floor(nowMs / 1000);
    if (now - this.second >= SECONDS) this.counts.fill(0);
    else for (let second = this.second + 1; second <= now; second++) this.counts[second % SECONDS] = 0;
    this.second = Math.max(now, this.second);
  }
}
