import type { SeriesLine } from './histories.service.ts';

/**
 * Lines as columns. Times count from `start`; a NaN is null (JSON has none), infinities are the largest doubles. `stretches` come
 * with lines that were thinned out; `x` only where it is neither the step nor a time.
 */
export function historiesReply(lines: readonly SeriesLine[], x: string): string {
  return JSON.stringify({ lines: lines.map((line) => lineReply(line, x === 'metric')) });
}

function lineReply({ series, total, points, stretches, isCut }: SeriesLine, hasX: boolean): object {
  const { runId, key, startMs } = series;
  return {
    run_id: runId,
    key,
    total,
    ...(isCut && { cut: true }),
    start: startMs,
    ...(hasX && { x: points.map((point) => point.x) }),
    step: points.map((point) => point.step),
    time: points.map((point) => point.time - startMs),
    value: points.map((point) => point.value),
    ...(stretches && {
      stretches: {
        x: stretches.map((stretch) => stretch.x),
        count: stretches.map((stretch) => stretch.count),
        mean: stretches.map((stretch) => stretch.mean),
      },
    }),
  };
}
