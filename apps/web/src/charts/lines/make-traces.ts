import type { Line } from '../../api/histories.ts';
import { lineColor } from '../colors.ts';
import { compareTexts } from '../compare-texts.ts';
import type { ChartRun } from '../contract.ts';
import { isDrawn } from './draw.ts';
import { meanOf, type Spread } from './group.ts';
import { smooth } from './smooth.ts';
import type { Curve, OddPoint, Trace } from './trace.ts';

export interface TraceSettings {
  readonly smoothing: number;
  readonly spread: Spread;
  /** The name of a run's group; undefined when lines are not grouped. */
  readonly groupOf: ((runId: string) => string) | undefined;
}

const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 4], [9, 4, 2, 4]];

/** What is drawn of these lines. */
export function makeTraces(
  lines: readonly Line[],
  runs: readonly ChartRun[],
  keys: readonly string[],
  settings: TraceSettings,
): Trace[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const range = xRange(lines);
  const traces = lines.flatMap((line) => {
    const run = byId.get(line.runId);
    return run ? [traceOf(line, run, runs.length, keys, settings.smoothing, range)] : [];
  });
  return settings.groupOf ? grouped(traces, lines, keys, settings) : withDashes(traces);
}

function traceOf(
  line: Line,
  run: ChartRun,
  runCount: number,
  keys: readonly string[],
  smoothing: number,
  range: number,
): Trace {
  const raw: Curve = { xs: line.xs, ys: line.values.map((value) => (isDrawn(value) ? value : NaN)) };
  const base = line.stretches ? { xs: line.stretches.xs, ys: line.stretches.means } : raw;
  const isSmooth = smoothing > 0 && line.xs.length > 2;
  const isOfKeys = keys.length > 1 && runCount === 1;
  return {
    ...(isSmooth ? smooth(base, smoothing, range) : raw),
    id: `${line.runId} ${line.key}`,
    runIds: [line.runId],
    label: keys.length === 1 ? run.name : isOfKeys ? line.key : `${run.name} · ${line.key}`,
    color: isOfKeys ? lineColor(keys.indexOf(line.key)) : run.color,
    dash: keys.length > 1 && !isOfKeys ? dashAt(keys.indexOf(line.key)) : [],
    faint: isSmooth ? raw : undefined,
    band: undefined,
    odd: oddPoints(line),
  };
}

function dashAt(index: number): readonly number[] {
  return DASHES[index % DASHES.length] as readonly number[];
}

/** Lines of one colour differ in their strokes. */
function withDashes(traces: readonly Trace[]): Trace[] {
  const seen = new Map<string, number>();
  return traces.map((trace) => {
    const look = `${trace.color} ${trace.dash.join()}`;
    const times = seen.get(look) ?? 0;
    seen.set(look, times + 1);
    return trace.dash.length > 0 || traces.length > 24 ? trace : { ...trace, dash: dashAt(times) };
  });
}

function grouped(
  traces: readonly Trace[],
  lines: readonly Line[],
  keys: readonly string[],
  { groupOf, spread }: TraceSettings,
): Trace[] {
  const groups = new Map<string, { group: string; key: string; traces: Trace[] }>();
  for (const [i, trace] of traces.entries()) {
    const group = groupOf?.(trace.runIds[0] ?? '') ?? '';
    const key = lines[i]?.key ?? '';
    const name = JSON.stringify([group, key]);
    const into = groups.get(name) ?? { group, key, traces: [] };
    groups.set(name, into);
    into.traces.push(trace);
  }
  const names = [...new Set([...groups.values()].map(({ group }) => group))].sort(compareTexts);
  return [...groups.values()]
    .sort((a, b) => names.indexOf(a.group) - names.indexOf(b.group))
    .map(({ group, key, traces: members }) => ({
      ...meanOf(members, spread),
      id: JSON.stringify([group, key]),
      runIds: members.flatMap((member) => member.runIds),
      label: `${keys.length > 1 ? `${group} · ${key}` : group} (${members.length})`,
      color: lineColor(names.indexOf(group)),
      dash: keys.length > 1 ? dashAt(keys.indexOf(key)) : dashAt(Math.floor(names.indexOf(group) / 8)),
      faint: undefined,
      odd: [],
    }));
}

function oddPoints({ xs, values }: Line): OddPoint[] {
  const odd: OddPoint[] = [];
  for (const [i, value] of values.entries())
    if (!isDrawn(value))
      odd.push({ x: xs[i] as number, kind: Number.isNaN(value) ? 'NaN' : value > 0 ? '+∞' : '−∞' });
  return odd;
}

function xRange(lines: readonly Line[]): number {
  let [low, high] = [Infinity, -Infinity];
  for (const { xs } of lines) {
    low = Math.min(low, xs[0] ?? Infinity);
    high = Math.max(high, xs.at(-1) ?? -Infinity);
  }
  return Math.max(0, high - low);
}
