import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Line } from '../../api/histories.ts';
import type { ChartRun } from '../contract.ts';
import type { Range } from './extent.ts';
import { lineCache, type LineQuery } from './line-cache.ts';
import { mergeDetail } from './merge-detail.ts';

export interface LinesRequest {
  readonly runs: readonly ChartRun[];
  readonly keys: readonly string[];
  readonly query: Omit<LineQuery, 'maxPoints' | 'from' | 'to'>;
  /** What of the axis is shown; undefined for all. */
  readonly range: Range | undefined;
  readonly enabled: boolean;
}

export interface Lines {
  readonly lines: readonly Line[];
  /** Nothing is here yet to be shown. */
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** How many points a line may have, so that all of a chart's are drawn in no time. */
function maxPointsFor(lineCount: number): number {
  if (lineCount <= 4) return 2_000;
  if (lineCount <= 20) return 1_200;
  return lineCount <= 50 ? 800 : 480;
}

/** The lines of a chart: thinned out as a whole, and finely where the chart has zoomed in. */
export function useLines({ runs, keys, query, range, enabled }: LinesRequest): Lines {
  const maxPoints = maxPointsFor(runs.length * keys.length);
  const whole: LineQuery = { ...query, maxPoints };
  const wholeState = useRead(whole, runs, keys, enabled);
  const settled = useSettled(range);
  const detail = settled && paddedTo(settled);
  const [from, to] = detail ?? [];
  const name = JSON.stringify([whole, from, to]);
  const { version } = lineCache;
  const found = useMemo(
    () => linesOf(whole, from, to, runs, keys),
    // oxlint-disable-next-line react/exhaustive-deps
    [version, name, runs, keys],
  );
  const thinnedRuns = useMemo(() => {
    const ids = new Set(found.thinned.map((line) => line.runId));
    return runs.filter((run) => ids.has(run.id)).map(({ id }) => ({ id, isRunning: false }));
  }, [found, runs]);
  useRead(
    { ...whole, from, to },
    thinnedRuns,
    keys,
    enabled && detail !== undefined && thinnedRuns.length > 0,
  );
  const isLoading = wholeState.error === undefined && !wholeState.isDone && found.lines.length === 0;
  return { lines: found.lines, isLoading, error: wholeState.error, retry: wholeState.retry };
}

function linesOf(
  whole: LineQuery,
  from: number | undefined,
  to: number | undefined,
  runs: readonly ChartRun[],
  keys: readonly string[],
): { lines: readonly Line[]; thinned: readonly Line[] } {
  const coarse = lineCache.lines(
    whole,
    runs.map((run) => run.id),
    keys,
  );
  const thinned = coarse.filter((line) => line.stretches !== undefined);
  if (from === undefined || to === undefined) return { lines: coarse, thinned };
  const lines = coarse.map((line) => {
    const [finer] = line.stretches ? lineCache.lines({ ...whole, from, to }, [line.runId], [line.key]) : [];
    return finer ? mergeDetail(line, finer, from, to) : line;
  });
  return { lines, thinned };
}

function useRead(
  query: LineQuery,
  runs: readonly { readonly id: string; readonly isRunning: boolean }[],
  keys: readonly string[],
  enabled: boolean,
): { isDone: boolean; error: unknown; retry: () => void } {
  const version = useSyncExternalStore(lineCache.subscribe, () => lineCache.version);
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const name = JSON.stringify(query);
  const { isDone, wanted } = useMemo(() => {
    const missing = enabled ? lineCache.stale(query, runs, keys) : [];
    return {
      isDone: enabled && runs.every((run) => keys.every((key) => lineCache.has(query, run.id, key))),
      wanted: missing.length === 0 ? '' : JSON.stringify([query, keys, missing]),
    };
    // oxlint-disable-next-line react/exhaustive-deps
  }, [version, tries, name, runs, keys, enabled]);
  useEffect(() => {
    if (wanted === '') return undefined;
    const [what, whatKeys, runIds] = JSON.parse(wanted) as [LineQuery, string[], string[]];
    const gone = new AbortController();
    lineCache.read(what, runIds, whatKeys, gone.signal).then(
      () => setError(undefined),
      (problem: unknown) => {
        if (!gone.signal.aborted) setError(problem);
      },
    );
    return () => gone.abort();
  }, [wanted, tries]);
  // What was read grows old: a chart that stays open looks again now and then.
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && setTries((n) => n + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return { isDone, error, retry: () => setTries((n) => n + 1) };
}

/** The range once it has stayed for a moment: while the view moves, nothing is read. */
function useSettled(range: Range | undefined): Range | undefined {
  const [settled, setSettled] = useState(range);
  const [low, high] = range ?? [];
  useEffect(() => {
    const timer = setTimeout(
      () => setSettled(low === undefined || high === undefined ? undefined : [low, high]),
      180,
    );
    return () => clearTimeout(timer);
  }, [low, high]);
  return range && settled;
}

/** Rounded outwards to parts of its width, with as much again at either side: moving a little needs no new reading. */
function paddedTo([low, high]: Range): Range {
  const unit = 2 ** Math.floor(Math.log2(Math.max(high - low, Number.MIN_VALUE)));
  return [Math.floor((low - unit / 2) / unit) * unit, Math.ceil((high + unit / 2) / unit) * unit];
}
