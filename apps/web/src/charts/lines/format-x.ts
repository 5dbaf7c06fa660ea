import type { LineAxis } from '../../api/histories.ts';
import { formatCount, formatNumber } from '../../format/numbers.ts';
import { formatTime } from '../../format/times.ts';
import { formatDurationTick } from './ticks.ts';

/** A place on the x axis, for reading. */
export function formatX(x: number, axis: LineAxis): string {
  if (axis === 'time') return formatTime(x);
  if (axis === 'relative') return formatDurationTick(x);
  return axis === 'step' && Math.abs(x) < 1e15 ? formatCount(Math.round(x)) : formatNumber(x);
}
