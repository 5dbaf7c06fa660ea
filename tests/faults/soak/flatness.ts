import type { Sample } from './sample.ts';

export interface Growth {
  readonly name: string;
  /** Medians of what was sampled in the first and the last window. */
  readonly early: number;
  readonly late: number;
  readonly flat: boolean;
}

/** What may come and go without being a leak: heaps breathe, and pools open a connection more. */
const MEMORY_SHARE = 0.15;
const MEMORY_MEGABYTES = 24;
const MOST_MORE = 6;
/** Stores keep data in memory that grows with what is written. */
const NOT_JUDGED = /^(postgres|redis|minio) memory/;

/** Compares a window after the beginning with the last one: each a quarter of the samples, after a quarter to warm up. */
export function growthOf(samples: readonly Sample[]): Growth[] {
  const quarter = Math.floor(samples.length / 4);
  const early = samples.slice(quarter, 2 * quarter);
  const late = samples.slice(-quarter);
  return [...(samples[0]?.keys() ?? [])].map((name) => {
    const [before, after] = [medianOf(early, name), medianOf(late, name)];
    const allowed = name.includes('memory') ? Math.max(before * MEMORY_SHARE, MEMORY_MEGABYTES) : MOST_MORE;
    return { name, early: before, late: after, flat: NOT_JUDGED.test(name) || after - before <= allowed };
  });
}

function medianOf(samples: readonly Sample[], name: string): number {
  const sorted = samples.map((sample) => sample.get(name) ?? 0).toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
