/**
 * A 64-bit integer: a `number` where that is exact, a `bigint` past 2^53. Steps may be that large; times and counts
 * never are. The two compare with `<` and `===` on their own kind only, so compare with `compareInt64`.
 */
export type Int64 = number | bigint;

export const INT64_MIN = -(2n ** 63n);
export const INT64_MAX = 2n ** 63n - 1n;

/** Reads decimal text into an Int64; the caller has checked that it is one. */
export function int64FromText(text: string): Int64 {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : int64FromBigInt(BigInt(text));
}

export function int64FromBigInt(value: bigint): Int64 {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value;
}

export function compareInt64(a: Int64, b: Int64): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
