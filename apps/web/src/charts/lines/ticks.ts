import { formatDuration } from '../../format/times.ts';

const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 });

/** A number at an axis, as exactly as its distance to the next one needs. */
export function formatTick(value: number, distance: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-4) return tidy(value.toExponential(2));
  if (size >= 10_000) return COMPACT.format(value).replace('-', '−');
  const decimals = Math.max(0, Math.min(8, -Math.floor(Math.log10(distance || size) + 1e-9)));
  return value.toFixed(decimals).replace('-', '−');
}

function tidy(text: string): string {
  return text
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e')
    .replaceAll('-', '−');
}

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

/** How far apart the marks of an axis of durations may stand, in milliseconds. */
export const DURATION_STEPS: readonly number[] = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10_000].map((n) => n * DAY),
];

export function formatDurationTick(ms: number): string {
  return ms === 0 ? '0' : ms < 0 ? `−${formatDuration(-ms)}` : formatDuration(ms);
}
