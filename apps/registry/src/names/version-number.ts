import { invalidParameter } from '@millrace/contracts/errors';

/** What Python's int() takes, which is also what it gives up at: more digits than these. */
const INTEGER = /^\s*[+-]?\p{Nd}+(_\p{Nd}+)*\s*$/u;
const MAX_DIGITS = 4300;
const MAX_INT4 = 2_147_483_647n;

export interface VersionNumber {
  /** -1, which no version has, for numbers that no version can have. */
  readonly version: number;
  /** How messages show it: in plain digits. */
  readonly shown: string;
}

/** Reads a version's number as Python's int() does. Throws INVALID_PARAMETER_VALUE where it is none. */
export function parseVersionNumber(text: string): VersionNumber {
  if (text.length > MAX_DIGITS || !INTEGER.test(text))
    throw invalidParameter(`Parameter 'version' must be an integer, got '${text}'.`);
  const digits = text
    .trim()
    .replace(/[_+]/g, '')
    .replace(/\p{Nd}/gu, plainDigit);
  const value = BigInt(digits);
  return { version: value >= 0n && value <= MAX_INT4 ? Number(value) : -1, shown: value.toString() };
}

/** Unicode's decimal digits come in rows of ten, from zero to nine, each row behind the other or apart. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let start = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start -= 1;
  return String((code - start) % 10);
}
