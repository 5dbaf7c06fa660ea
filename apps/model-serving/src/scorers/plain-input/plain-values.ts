import type { WireType } from './plain-rows.ts';

/** Returns the value as it is sent on, or NOT_PLAIN. */
export type ReadValue = (value: unknown) => unknown;

export const NOT_PLAIN = Symbol('not plain');

const LARGEST_INT32 = 2 ** 31 - 1;

/** `null` stands for a missing number in tables, and nowhere else. */
export function valueReader(type: WireType, nullIsNaN: boolean): ReadValue {
  switch (type) {
    case '?':
      return (value) => (typeof value === 'boolean' ? value : NOT_PLAIN);
    case 's':
      // Python keeps halves of surrogate pairs; UTF-8 has no bytes for them.
      return (value) => (typeof value === 'string' && value.isWellFormed() ? value : NOT_PLAIN);
    case 'i':
      return (value) => (isWhole(value) && Math.abs(value) <= LARGEST_INT32 ? value : NOT_PLAIN);
    case 'l':
      return (value) => (isWhole(value) ? value : NOT_PLAIN);
    default:
      return (value) => {
        if (value === null && nullIsNaN) return NaN;
        return isPlainNumber(value) ? value : NOT_PLAIN;
      };
  }
}

/**
 * Beyond 2^53 it matters whether the text had an integer or a float, which is not known any more; and -0 is 0 to Python when
 * it is written as an integer.
 */
function isPlainNumber(value: unknown): value is number {
  return (
    typeof value === 'number' &&
    value <= Number.MAX_SAFE_INTEGER &&
    value >= -Number.MAX_SAFE_INTEGER &&
    !Object.is(value, -0)
  );
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}
