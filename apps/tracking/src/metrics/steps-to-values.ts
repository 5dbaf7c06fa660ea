import type { PointColumns } from './series-points.ts';

/** A metric that serves as an x axis is kept in memory, up to so many points. */
const MAX_POINTS = 1_000_000;

/** What a metric's value was at a step: the x of another metric's points. */
export class StepsToValues {
  private readonly points: { step: number; value: number }[] = [];
  private isSorted = true;

  /** Takes points in the order of their times; false once no more are taken. Values that are no numbers stand nowhere. */
  add({ steps, values }: PointColumns): boolean {
    for (let i = 0; i < values.length; i += 1) {
      const [step, value] = [steps[i] as number, values[i] as number];
      if (Number.isNaN(value) || Math.abs(value) >= Number.MAX_VALUE) continue;
      this.isSorted &&= step >= (this.points.at(-1)?.step ?? -Infinity);
      this.points.push({ step, value });
    }
    return this.points.length < MAX_POINTS;
  }

  /** The value at this step, or at the last one before it; NaN where there is none. Of several at one step the latest counts. */
  at(step: number): number {
    // The sort is stable: among the points of a step the order of their times stays.
    if (!this.isSorted) this.points.sort((a, b) => a.step - b.step);
    this.isSorted = true;
    let [low, high] = [0, this.points.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.points[middle] as { step: number }).step <= step) low = middle + 1;
      else high = middle;
    }
    return this.points[low - 1]?.value ?? NaN;
  }
}
