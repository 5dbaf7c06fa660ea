import { describe, expect, it } from '@jest/globals';
import { durationToMs, msToDuration, msToTimestamp, timestampToMs } from './proto-time.ts';

describe("protobuf's times in JSON", () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2020-01-01T00:00:00.123456Z', 1_577_836_800_123],
    ['2020-01-01T00:00:00+02:00', 1_577_829_600_000],
    ['1969-12-31T23:59:59.5Z', -500],
    ['9999-12-31T23:59:59Z', 253_402_300_799_000],
  ])('reads %s', (text, ms) => expect(timestampToMs(text)).toBe(ms));

  it.each(['2020-13-01T00:00:00Z', '2020-01-01T25:00:00Z', '0000-01-01T00:00:00Z', 'x'])(
    'refuses %s',
    (text) => expect(timestampToMs(text)).toBeNaN(),
  );

  it('writes a fraction only where there is one', () => {
    expect(msToTimestamp(1_577_836_800_000)).toBe('2020-01-01T00:00:00Z');
    expect(msToTimestamp(1_577_836_800_050)).toBe('2020-01-01T00:00:00.050Z');
    expect(msToTimestamp(Number.MAX_SAFE_INTEGER)).toBe('9999-12-31T23:59:59.999Z');
  });

  it.each([
    ['1.5s', 1500, '1.500s'],
    ['0s', 0, '0s'],
    ['-1s', -1000, '-1s'],
    ['1.123456789s', 1123, '1.123s'],
  ])('reads and writes the duration %s', (text, ms, written) => {
    expect(durationToMs(text)).toBe(ms);
    expect(msToDuration(ms)).toBe(written);
  });
});
