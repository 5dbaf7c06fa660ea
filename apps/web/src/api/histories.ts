import { millrace, post, type RequestOptions } from './request.ts';

/** What the x axis of a line shows: steps, times, time since the run's start, or another metric's value. */
export type LineAxis = 'step' | 'time' | 'relative' | 'metric';

export interface HistoriesQuery {
  readonly runIds: readonly string[];
  readonly keys: readonly string[];
  readonly x: LineAxis;
  /** The metric on the x axis; given with `metric` alone. */
  readonly xKey?: string | undefined;
  readonly scale: 'linear' | 'log';
  readonly maxPoints: number;
  /** Only what lies between, in units of the axis (times in milliseconds). */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A metric's history over an axis, as columns by x. NaN stands for itself, the largest doubles for infinities. */
export interface Line {
  readonly runId: string;
  readonly key: string;
  /** How many points were logged; there are fewer here when the line was thinned out. */
  readonly total: number;
  /** The server stopped reading before the end. */
  readonly isCut: boolean;
  readonly startMs: number;
  readonly xs: Float64Array;
  readonly steps: Float64Array;
  /** Milliseconds since 1970. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Means of equal stretches of the axis; undefined when all points are here. */
  readonly stretches: Stretches | undefined;
}

export interface Stretches {
  readonly xs: Float64Array;
  readonly counts: Float64Array;
  readonly means: Float64Array;
}

interface WireLine {
  readonly run_id: string;
  readonly key: string;
  readonly total: number;
  readonly cut?: true;
  readonly start: number;
  readonly x?: readonly number[];
  readonly step: readonly number[];
  readonly time: readonly number[];
  readonly value: readonly (number | null)[];
  readonly stretches?: { readonly x: number[]; readonly count: number[]; readonly mean: number[] };
}

export async function readHistories(query: HistoriesQuery, options?: RequestOptions): Promise<Line[]> {
  const { lines } = await post<{ lines: WireLine[] }>(
    millrace('metrics/histories'),
    {
      run_ids: query.runIds,
      metric_keys: query.keys,
      x: query.x,
      x_key: query.xKey,
      scale: query.scale,
      max_points: query.maxPoints,
      from: query.from,
      to: query.to,
    },
    options,
  );
  return lines.map((line) => lineOf(line, query.x));
}

function lineOf(wire: WireLine, x: LineAxis): Line {
  const steps = Float64Array.from(wire.step);
  const relative = Float64Array.from(wire.time);
  const times = relative.map((time) => time + wire.start);
  return {
    runId: wire.run_id,
    key: wire.key,
    total: wire.total,
    isCut: wire.cut === true,
    startMs: wire.start,
    xs: wire.x ? Float64Array.from(wire.x) : { step: steps, time: times, relative, metric: steps }[x],
    steps,
    times,
    values: Float64Array.from(wire.value, (value) => value ?? NaN),
    stretches: wire.stretches && {
      xs: Float64Array.from(wire.stretches.x),
      counts: Float64Array.from(wire.stretches.count),
      means: Float64Array.from(wire.stretches.mean),
    },
  };
}
