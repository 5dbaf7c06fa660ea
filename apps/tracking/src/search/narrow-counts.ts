import type { Comparison } from '@millrace/search/filter';

type Count = (
  comparisons: readonly Comparison[],
  experimentId: number,
  most: number,
) => Promise<readonly number[]>;

const KEPT_MS = 10_000;
const MOST_KEPT = 1000;
const LONGEST_KEY = 1000;

/**
 * How many runs meet a comparison, kept for ten seconds. The counts decide how a search is made, not what it finds: an old one costs
 * time at worst, while the pages of a walk and the same search made again need not count anew.
 */
export class NarrowCounts {
  private readonly kept = new Map<string, { readonly count: number; readonly untilMs: number }>();

  constructor(
    private readonly count: Count,
    private readonly now: () => number = Date.now,
  ) {}

  /** For each of the comparisons, the runs of the experiment that meet it, counted as far as `most`. */
  async of(
    comparisons: readonly Comparison[],
    experimentId: number,
    most: number,
  ): Promise<readonly number[]> {
    const keys = comparisons.map(({ type, key, value }) =>
      JSON.stringify([experimentId, most, type, key, value]),
    );
    if (keys.some((key) => key.length > LONGEST_KEY)) return this.count(comparisons, experimentId, most);
    const kept = keys.map((key) => this.kept.get(key));
    const nowMs = this.now();
    if (kept.every((each) => each && each.untilMs > nowMs)) return kept.map((each) => each?.count ?? 0);
    const counts = await this.count(comparisons, experimentId, most);
    if (this.kept.size > MOST_KEPT) this.kept.clear();
    for (const [index, key] of keys.entries())
      this.kept.set(key, { count: counts[index] ?? 0, untilMs: nowMs + KEPT_MS });
    return counts;
  }
}
