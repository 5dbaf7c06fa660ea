import type { Int64 } from '@millrace/contracts/wire/int64';

/** ISO 8601 in UTC; times no calendar has stay milliseconds. Null for none. */
export function formatIsoTime(ms: Int64 | null): string | null {
  if (ms === null) return null;
  const time = new Date(Number(ms));
  return Number.isNaN(time.getTime()) ? String(ms) : time.toISOString();
}
