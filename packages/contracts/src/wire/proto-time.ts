/** google.protobuf.Timestamp and Duration in JSON, to and from whole milliseconds (as Python's ToMilliseconds has it). */

const SECONDS_AND_FRACTION = /^(.*?)(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;
// The years 0001 to 9999, as protobuf allows them.
const MIN_MS = -62_135_596_800_000;
const MAX_MS = 253_402_300_799_999;

/** Milliseconds since 1970 of an RFC 3339 time, or NaN when it is none. Smaller fractions are cut. */
export function timestampToMs(text: string): number {
  const [, seconds, fraction = '', zone] = SECONDS_AND_FRACTION.exec(text) ?? [];
  const ms = Date.parse(`${seconds}${zone}`);
  return ms >= MIN_MS && ms <= MAX_MS && isCalendarTime(seconds ?? '')
    ? ms + Number(fraction.padEnd(3, '0').slice(0, 3))
    : NaN;
}

/** JavaScript takes 30 February for 1 March, and 24:00 for the next day. */
function isCalendarTime(text: string): boolean {
  const [, year, month, day, hour] = /^(\d+)-(\d+)-(\d+)T(\d+)/.exec(text) ?? [];
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCDate() === Number(day) && Number(hour) < 24;
}

/** `2020-01-01T00:00:00Z`, with three digits of fraction where there is one; times past protobuf's bounds are moved to them. */
export function msToTimestamp(ms: number): string {
  const text = new Date(Math.min(Math.max(ms, MIN_MS), MAX_MS)).toISOString();
  return text.replace('.000Z', 'Z');
}

/** Milliseconds of a duration such as `1.5s`; smaller fractions are cut. */
export function durationToMs(text: string): number {
  const [, sign, seconds = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,9}))?s$/.exec(text) ?? [];
  const ms = Number(seconds) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  return sign === '-' ? -ms : ms;
}

/** `1s`, or `1.500s` where the seconds are not whole. */
export function msToDuration(ms: number): string {
  const whole = Math.trunc(Math.abs(ms) / 1000);
  const rest = Math.abs(ms) % 1000;
  return `${ms < 0 ? '-' : ''}${whole}${rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`}s`;
}
