import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type RunUpdate, runUpdates, watchedRuns } from '@millrace/contracts/messages/live-runs';
import { LiveTopics } from '@millrace/messaging/topics/live-topics';
import { RecentEvents } from './recent-events.ts';
import { eventsOf, sseText } from './run-event.ts';
import { WatchedRuns } from './watched-runs.ts';

const ANNOUNCE_MS = 10_000;
/** For so long a run is still followed after its last reader went, so that one who comes back has missed nothing. */
const LINGER_MS = 60_000;
const RUNS_OF_MESSAGE = 500;

interface Followed {
  readers: number;
  /** Every event of the run behind this number was kept. */
  readonly since: number;
  leftMs: number;
}

/** Who is told about which runs: the readers of this process, and what they may have missed. */
@Injectable()
export class RunReaders implements OnApplicationShutdown {
  private readonly recent = new RecentEvents();
  private readonly followed = new Map<string, Followed>();
  private readonly readers = new Set<{ runIds: ReadonlySet<string>; write: (text: string) => void }>();
  private readonly numbers = new Map<string, number>();
  private subscription: Promise<() => Promise<void>> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly topics: LiveTopics,
    private readonly watched: WatchedRuns,
  ) {}

  get count(): number {
    return this.readers.size;
  }

  /**
   * Passes events about these runs to `write`, as text, until the returned function is called. Those behind `lastEventId` come
   * first; where they are not known, a `reset` names the runs to read again, as all are at
   * first: nothing is missed from then on.
   */
  async add(
    runIds: ReadonlySet<string>,
    lastEventId: string | undefined,
    write: (text: string) => void,
  ): Promise<() => void> {
    this.subscription ??= this.subscribe();
    await this.subscription;
    const last = lastEventId === undefined ? undefined : this.recent.numberIn(lastEventId);
    const missed = [...runIds].filter((runId) => !(last !== undefined && this.sinceOf(runId) <= last));
    for (const runId of runIds) this.follow(runId);
    this.announce(runIds);
    if (last !== undefined)
      for (const { id, runId, text } of this.recent.behind(last))
        if (runIds.has(runId)) write(`id: ${id}\n${text}`);
    const id = this.recent.idOf(this.recent.number);
    if (missed.length > 0) write(`id: ${id}\n${sseText('reset', { run_ids: missed })}`);
    write(`id: ${id}\n${sseText('ready', { resumed: missed.length === 0 })}`);
    const reader = { runIds, write };
    this.readers.add(reader);
    return () => {
      if (!this.readers.delete(reader)) return;
      for (const runId of runIds) this.leave(runId);
    };
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    const unsubscribe = await this.subscription?.catch(() => undefined);
    await unsubscribe?.();
  }

  private async subscribe(): Promise<() => Promise<void>> {
    try {
      const unsubscribe = await this.topics.subscribe(runUpdates, ['*'], ({ topic, payload }) =>
        this.tell(topic.split('.')[1] ?? '', payload),
      );
      this.timer = setInterval(() => this.tidy(), ANNOUNCE_MS).unref();
      return unsubscribe;
    } catch (error) {
      this.subscription = undefined;
      throw error;
    }
  }

  private tell(runId: string, update: RunUpdate): void {
    if (!this.followed.has(runId)) return;
    const source = `${update.from} ${runId}`;
    const before = this.numbers.get(source);
    this.numbers.set(source, update.number);
    const isGap = before !== undefined && update.number > 1 && update.number !== before + 1;
    for (const event of eventsOf(runId, update, isGap)) {
      const id = this.recent.add(event);
      for (const { runIds, write } of this.readers) if (runIds.has(runId)) write(`id: ${id}\n${event.text}`);
    }
  }

  private sinceOf(runId: string): number {
    return this.followed.get(runId)?.since ?? Infinity;
  }

  private follow(runId: string): void {
    const followed = this.followed.get(runId);
    if (followed) followed.readers += 1;
    else this.followed.set(runId, { readers: 1, since: this.recent.number, leftMs: 0 });
  }

  private leave(runId: string): void {
    const followed = this.followed.get(runId);
    if (!followed) return;
    followed.readers -= 1;
    followed.leftMs = Date.now();
  }

  private tidy(): void {
    for (const [runId, { readers, leftMs }] of this.followed)
      if (readers === 0 && Date.now() - leftMs > LINGER_MS) this.followed.delete(runId);
    for (const source of this.numbers.keys())
      if (!this.followed.has(source.slice(-32))) this.numbers.delete(source);
    this.announce(this.followed.keys());
  }

  /** Tells this process at once, and the others, that somebody looks at these runs. */
  private announce(runIds: Iterable<string>): void {
    const all = [...runIds];
    this.watched.note(all);
    for (let at = 0; at < all.length; at += RUNS_OF_MESSAGE)
      this.topics.publish(watchedRuns, [], { runIds: all.slice(at, at + RUNS_OF_MESSAGE) });
  }
}
