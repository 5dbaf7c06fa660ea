import { Injectable } from '@nestjs/common';
import { watchedRuns } from '@millrace/contracts/messages/live-runs';
import { LiveTopics } from '@millrace/messaging/topics/live-topics';

/** Longer than two announcements: one may be lost. */
const EXPIRES_MS = 30_000;

/** Knows which runs are looked at, in this process or in another. */
@Injectable()
export class WatchedRuns {
  private readonly expiries = new Map<string, number>();
  private subscription: Promise<unknown> | undefined;

  constructor(private readonly topics: LiveTopics) {}

  /** Begins to listen to other processes, in the background. They say it again and again, so nothing is lost by being late. */
  listen(): void {
    this.subscription ??= this.topics
      .subscribe(watchedRuns, [], ({ payload }) => this.note(payload.runIds))
      .catch(() => {
        this.subscription = undefined;
      });
  }

  note(runIds: Iterable<string>): void {
    const until = Date.now() + EXPIRES_MS;
    for (const runId of runIds) this.expiries.set(runId, until);
  }

  /** That nobody looks at anything is known at once: this stands on the way of every write. */
  get isEmpty(): boolean {
    return this.expiries.size === 0;
  }

  has(runId: string): boolean {
    const until = this.expiries.get(runId);
    if (until === undefined) return false;
    if (until > Date.now()) return true;
    this.expiries.delete(runId);
    return false;
  }

  /** Forgets what has expired and says which runs those were. */
  expire(): string[] {
    return [...this.expiries.keys()].filter((runId) => !this.has(runId));
  }
}
