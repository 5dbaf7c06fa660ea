import { Injectable } from '@nestjs/common';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import { Downsample, type Line } from './downsample.ts';
import { HistoriesRepository } from './histories.repository.ts';
import type { HistoriesRequest } from './histories-request.ts';
import { StepsToValues } from './steps-to-values.ts';
import type { PointColumns, PointRange, Series } from './series-points.ts';

/** Series that are read together; further ones wait, so that a request holds little memory. */
const BATCH_SERIES = 10;
const BATCHES_AT_ONCE = 2;
/** Points of all series that a request reads at most: some ten seconds of work. */
const MAX_READ = 40_000_000;

/** A line with whose it is. */
export interface SeriesLine extends Line {
  readonly series: Series;
  /** There are more points than a request reads: those by time behind these are missing. */
  readonly isCut: boolean;
}

type Draw = Pick<HistoriesRequest, 'x' | 'scale' | 'max_points' | 'from' | 'to'>;

/** Lines of many runs and metrics for charts, thinned out so that their extremes stay. */
@Injectable()
export class HistoriesService {
  constructor(private readonly repository: HistoriesRepository) {}

  /** Lines in the order of the request, without runs and metrics that are not there. Stops early once `signal` is aborted. */
  async lines(request: HistoriesRequest, signal: AbortSignal): Promise<SeriesLine[]> {
    const runIds = [...new Set(request.run_ids)].filter((runId) => runIdToUuid(runId) !== undefined);
    const keys = [...new Set(request.metric_keys)].filter(canBeKey);
    const axisKeys = [request.x_key ?? keys].flat().filter(canBeKey);
    if (runIds.length === 0 || keys.length === 0) return [];
    const all = await this.repository.series(runIds, [...new Set([...keys, ...axisKeys])]);
    const place = new Map(all.map((series) => [`${series.runId} ${series.key}`, series]));
    const wanted = runIds.flatMap((runId) => keys.flatMap((key) => place.get(`${runId} ${key}`) ?? []));
    const xOf = (series: Series): Series | undefined => place.get(`${series.runId} ${request.x_key}`);
    const budget = { left: MAX_READ };
    const batches = inBatches(wanted, BATCH_SERIES).map((batch, index) => ({ batch, index }));
    const lines: SeriesLine[][] = [];
    const work = async (): Promise<void> => {
      for (let next = batches.shift(); next && !signal.aborted; next = batches.shift())
        lines[next.index] =
          request.x === 'metric'
            ? await this.aligned(next.batch, request, xOf, budget, signal)
            : await this.plain(next.batch, request, budget, signal);
    };
    await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, work));
    return lines.flat();
  }

  private async plain(
    batch: readonly Series[],
    request: Draw,
    budget: { left: number },
    signal: AbortSignal,
  ): Promise<SeriesLine[]> {
    return this.read(batch, request, budget, signal, (series, { times, steps, values }, line) => {
      for (let i = 0; i < values.length; i += 1) {
        const [time, step] = [times[i] as number, steps[i] as number];
        const x = request.x === 'step' ? step : request.x === 'time' ? time : time - series.startMs;
        line.add(x, step, time, values[i] as number);
      }
    });
  }

  /** The x of a point is the value that another metric had at its step, or last before. Points before the first have none. */
  private async aligned(
    batch: readonly Series[],
    request: Draw,
    xOf: (series: Series) => Series | undefined,
    budget: { left: number },
    signal: AbortSignal,
  ): Promise<SeriesLine[]> {
    const axes = new Map<string, StepsToValues>();
    const axisSeries = new Set(batch.flatMap((series) => xOf(series) ?? []));
    await this.repository.points([...axisSeries], noRange, ({ runId }, points) => {
      budget.left -= points.values.length;
      const axis = axes.get(runId) ?? new StepsToValues();
      axes.set(runId, axis);
      return axis.add(points) && budget.left > 0 && !signal.aborted;
    });
    const { from = -Infinity, to = Infinity } = request;
    return this.read(batch, request, budget, signal, ({ runId }, { times, steps, values }, line) => {
      const axis = axes.get(runId);
      if (!axis) return;
      for (let i = 0; i < values.length; i += 1) {
        const step = steps[i] as number;
        const x = axis.at(step);
        if (x >= from && x <= to) line.add(x, step, times[i] as number, values[i] as number);
      }
    });
  }

  private async read(
    batch: readonly Series[],
    request: Draw,
    budget: { left: number },
    signal: AbortSignal,
    take: (series: Series, points: PointColumns, line: Downsample) => void,
  ): Promise<SeriesLine[]> {
    const open = batch.map((series) => ({
      series,
      line: new Downsample(request.max_points, request.scale),
      isCut: false,
    }));
    const bySeries = new Map(open.map((each) => [each.series, each]));
    await this.repository.points(
      batch,
      (series) => rangeOf(series, request),
      (series, points) => {
        const each = bySeries.get(series);
        if (!each) return false;
        take(series, points, each.line);
        budget.left -= points.values.length;
        each.isCut = budget.left <= 0;
        return budget.left > 0 && !signal.aborted;
      },
    );
    return open.map(({ series, line, isCut }) => ({ series, isCut, ...line.line() }));
  }
}

/** PostgreSQL's texts hold no U+0000, so no metric has it in its name. */
const canBeKey = (key: string): boolean => !key.includes('\u0000');

const noRange = (): PointRange => ({});

function rangeOf({ startMs }: Series, { x, from, to }: Draw): PointRange {
  const bounds = (low: string, high: string, add = 0): PointRange => ({
    ...(from !== undefined && { [low]: from + add }),
    ...(to !== undefined && { [high]: to + add }),
  });
  if (x === 'step') return bounds('fromStep', 'toStep');
  if (x === 'time') return bounds('fromMs', 'toMs');
  return x === 'relative' ? bounds('fromMs', 'toMs', startMs) : {};
}

function inBatches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}
