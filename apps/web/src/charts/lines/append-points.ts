import type { Line, LineAxis } from '../../api/histories.ts';
import type { LivePoints } from '../../api/run-events.ts';
import { firstAtLeast } from './trace.ts';

/** A metric that had no point yet. */
export function emptyLine(runId: string, { key, time }: LivePoints): Line {
  const none = new Float64Array();
  return {
    runId,
    key,
    total: 0,
    isCut: false,
    startMs: time[0] ?? 0,
    xs: none,
    steps: none,
    times: none,
    values: none,
    stretches: undefined,
  };
}

/** The line with further points, each at its place along x. A point that the line has already is not added again. */
export function appendPoints(line: Line, points: LivePoints, axis: LineAxis): Line {
  const rows = rowsOf(line);
  let added = 0;
  for (const [i, step] of points.step.entries()) {
    const time = points.time[i] as number;
    const value = points.value[i] ?? NaN;
    const x = axis === 'time' ? time : axis === 'relative' ? time - line.startMs : step;
    if (isKnown(line, x, step, time, value)) continue;
    rows.push([x, step, time, value]);
    added += 1;
  }
  if (added === 0) return line;
  if (!isSorted(rows)) rows.sort((a, b) => a[0] - b[0] || a[2] - b[2]);
  const column = (n: number): Float64Array => Float64Array.from(rows, (row) => row[n] as number);
  const fresh = rows.slice(-added).filter((row) => Math.abs(row[3]) < Number.MAX_VALUE);
  return {
    ...line,
    total: line.total + added,
    xs: column(0),
    steps: column(1),
    times: column(2),
    values: column(3),
    stretches: line.stretches && {
      xs: Float64Array.from([...line.stretches.xs, ...fresh.map((row) => row[0])]),
      counts: Float64Array.from([...line.stretches.counts, ...fresh.map(() => 1)]),
      means: Float64Array.from([...line.stretches.means, ...fresh.map((row) => row[3])]),
    },
  };
}

type Row = [x: number, step: number, time: number, value: number];

function rowsOf({ xs, steps, times, values }: Line): Row[] {
  return Array.from(xs, (x, i): Row => [x, steps[i] as number, times[i] as number, values[i] as number]);
}

function isKnown(
  { xs, steps, times, values }: Line,
  x: number,
  step: number,
  time: number,
  value: number,
): boolean {
  for (let i = firstAtLeast(xs, x); xs[i] === x; i += 1)
    if (steps[i] === step && times[i] === time && Object.is(values[i], value)) return true;
  return false;
}

function isSorted(rows: readonly Row[]): boolean {
  return rows.every((row, i) => i === 0 || (rows[i - 1] as Row)[0] <= row[0]);
}
