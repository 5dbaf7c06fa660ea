import type { Span } from '../api/spans.ts';

export interface Timeline {
  readonly startNs: number;
  /** More than 0. */
  readonly lengthNs: number;
}

/** From the first start to the last end; spans that are under way count by their start. */
export function timelineOf(spans: readonly Span[]): Timeline {
  let first = Infinity;
  let last = -Infinity;
  for (const { startNs, endNs } of spans) {
    first = Math.min(first, startNs);
    last = Math.max(last, endNs ?? startNs);
  }
  return spans.length === 0
    ? { startNs: 0, lengthNs: 1 }
    : { startNs: first, lengthNs: Math.max(1, last - first) };
}

/** Where a span lies on the timeline, in parts of its length; never thinner than can be seen. */
export function placeOn(timeline: Timeline, span: Span): { readonly left: number; readonly width: number } {
  const end = span.endNs ?? timeline.startNs + timeline.lengthNs;
  const left = Math.min(1, Math.max(0, (span.startNs - timeline.startNs) / timeline.lengthNs));
  return { left, width: Math.max(0, Math.min(1 - left, (end - span.startNs) / timeline.lengthNs)) };
}

const STEPS = [1, 2, 5, 10];

/** Round times to mark on it, about `count` of them: in parts of its length, and in milliseconds. */
export function ticksOf({ lengthNs }: Timeline, count = 4): { readonly at: number; readonly ms: number }[] {
  const rough = lengthNs / 1e6 / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((each) => each * power >= rough) ?? 10);
  const ticks = [];
  for (let index = 0; index * step <= (lengthNs / 1e6) * 0.94; index++)
    ticks.push({ at: (index * step * 1e6) / lengthNs, ms: index * step });
  return ticks;
}
