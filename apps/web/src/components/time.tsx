import { type ReactNode, useSyncExternalStore } from 'react';
import { formatDuration, formatRelative, formatTime } from '../format/times.ts';

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 15_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, anew every 15 seconds while anything on the page shows it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** How long ago, with the local time as its title. */
export function RelativeTime({ ms }: { readonly ms: number }): ReactNode {
  const current = Math.max(useNow(), now);
  return (
    <time dateTime={isoOf(ms)} title={formatTime(ms)} className="tabular">
      {formatRelative(ms, Math.max(current, Date.now() - 15_000))}
    </time>
  );
}

/** How long something took, or has been taking. */
export function Duration({
  startMs,
  endMs,
}: {
  readonly startMs: number;
  readonly endMs: number | undefined;
}): ReactNode {
  const current = useNow();
  return (
    <span className="tabular">
      {formatDuration(Math.max(0, (endMs ?? Math.max(current, startMs)) - startMs))}
    </span>
  );
}

function isoOf(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : '';
}
