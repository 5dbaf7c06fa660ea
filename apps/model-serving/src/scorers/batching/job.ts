import type { PlainRows } from '../plain-input/plain-rows.ts';
import type { ScoringReply, ScoringRequest } from '../scorer.ts';

/** A request on its way through a scorer. It is answered once: later answers are dropped. */
export class Job {
  readonly request: ScoringRequest;
  readonly deadline: number;
  readonly reply: Promise<ScoringReply>;
  /** Its rows, as long as it may be scored together with others. */
  rows: PlainRows | undefined;
  /** How many processes died while they had it. */
  deaths = 0;
  /** Set when it may be what brought a process down: it is scored by itself then. */
  suspect = false;
  readonly enqueuedAt = performance.now();
  private settle!: (reply: ScoringReply) => void;
  private isAnswered = false;

  constructor(request: ScoringRequest, rows: PlainRows | undefined, timeoutMs: number) {
    this.request = request;
    this.rows = rows;
    this.deadline = this.enqueuedAt + timeoutMs;
    this.reply = new Promise((resolve) => (this.settle = resolve));
  }

  get answered(): boolean {
    return this.isAnswered;
  }

  /** True when its rows may be scored together with other requests'. */
  get batchable(): boolean {
    return this.rows !== undefined && !this.suspect;
  }

  answer(reply: ScoringReply): void {
    this.isAnswered = true;
    this.settle(reply);
  }
}
