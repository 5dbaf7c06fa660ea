import { type HistoriesQuery, type Line, readHistories } from '../../api/histories.ts';
import type { LivePoints } from '../../api/run-events.ts';
import { appendPoints, emptyLine } from './append-points.ts';

/** How lines are read, whosever they are. */
export type LineQuery = Omit<HistoriesQuery, 'runIds' | 'keys'>;

interface Entry {
  readonly query: LineQuery;
  readonly runId: string;
  readonly key: string;
  /** Undefined when the run has no such metric. */
  line: Line | undefined;
  readAtMs: number;
  appended: number;
}

const RUNS_OF_REQUEST = 100;
const MOST_POINTS = 3_000_000;
/** Points that came live make a line longer than it should be: then it is read anew. */
const MOST_APPENDED = 1_500;
const FRESH_MS = { running: 30_000, ended: 5 * 60_000 };

/** The lines that this page has read, shared by all its charts. A chart asks for more runs, and only those are read. */
export class LineCache {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<() => void>();
  private points = 0;
  private scheduled = false;
  /** Counts up with every change. */
  version = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What is here of these lines, in the order of runs, then of keys. */
  lines(query: LineQuery, runIds: readonly string[], keys: readonly string[]): Line[] {
    return runIds.flatMap((runId) =>
      keys.flatMap((key) => this.entries.get(nameOf(query, runId, key))?.line ?? []),
    );
  }

  has(query: LineQuery, runId: string, key: string): boolean {
    return this.entries.has(nameOf(query, runId, key));
  }

  /** The runs of which something must be read: it is not here, or may have changed since. */
  stale(
    query: LineQuery,
    runs: readonly { readonly id: string; readonly isRunning: boolean }[],
    keys: readonly string[],
  ): string[] {
    const now = Date.now();
    return runs
      .filter(({ id, isRunning }) =>
        keys.some((key) => {
          const entry = this.entries.get(nameOf(query, id, key));
          return !entry || now - entry.readAtMs > FRESH_MS[isRunning ? 'running' : 'ended'];
        }),
      )
      .map(({ id }) => id);
  }

  /** Reads lines of these runs from the server. */
  async read(
    query: LineQuery,
    runIds: readonly string[],
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    const parts: string[][] = [];
    for (let at = 0; at < runIds.length; at += RUNS_OF_REQUEST)
      parts.push(runIds.slice(at, at + RUNS_OF_REQUEST));
    await Promise.all(
      parts.map(async (part) => {
        const lines = await readHistories({ ...query, runIds: part, keys }, { signal });
        const found = new Map(lines.map((line) => [`${line.runId} ${line.key}`, line]));
        for (const runId of part)
          for (const key of keys) this.keep(query, runId, key, found.get(`${runId} ${key}`));
        this.changed();
      }),
    );
  }

  /** Adds what was logged just now. */
  append(runId: string, columns: readonly LivePoints[]): void {
    const byKey = new Map(columns.map((points) => [points.key, points]));
    for (const entry of this.entries.values()) {
      const points = entry.runId === runId ? byKey.get(entry.key) : undefined;
      if (!points || entry.query.from !== undefined) continue;
      entry.appended += points.step.length;
      if (entry.query.x === 'metric' || entry.appended > MOST_APPENDED) entry.readAtMs = 0;
      else entry.line = appendPoints(entry.line ?? emptyLine(runId, points), points, entry.query.x);
    }
    this.changed();
  }

  /** Something of these runs was missed: their lines are read again, and stay until then. */
  expire(runIds: readonly string[]): void {
    for (const entry of this.entries.values()) if (runIds.includes(entry.runId)) entry.readAtMs = 0;
    this.changed();
  }

  private keep(query: LineQuery, runId: string, key: string, line: Line | undefined): void {
    const name = nameOf(query, runId, key);
    this.points += (line?.xs.length ?? 0) - (this.entries.get(name)?.line?.xs.length ?? 0);
    this.entries.delete(name);
    this.entries.set(name, { query, runId, key, line, readAtMs: Date.now(), appended: 0 });
    for (const [oldest, entry] of this.entries) {
      if (this.points <= MOST_POINTS || oldest === name) break;
      this.points -= entry.line?.xs.length ?? 0;
      this.entries.delete(oldest);
    }
  }

  /** Tells all charts at once, when the browser draws next. */
  private changed(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.version += 1;
      for (const listener of this.listeners) listener();
    });
  }
}

function nameOf({ x, xKey, scale, maxPoints, from, to }: LineQuery, runId: string, key: string): string {
  return JSON.stringify([x, xKey, scale, maxPoints, from, to, runId, key]);
}

export const lineCache = new LineCache();
