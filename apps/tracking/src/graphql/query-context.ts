import type DataLoader from 'dataloader';

/** How many runs one query may ask for in all: they are held in memory while it is answered. */
export const MOST_RUNS = 10_000;

/** What the fields of one query share. */
export interface QueryContext {
  /** Each experiment once, however many runs name it. */
  readonly experiments: DataLoader<string, object>;
  /** The versions made from runs, for all runs of a page at once. */
  readonly versionsOfRuns: DataLoader<string, readonly object[]>;
  /** How many runs this query may still ask for. */
  runsLeft: number;
}
