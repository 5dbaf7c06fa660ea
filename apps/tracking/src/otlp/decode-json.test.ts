import { describe, expect, it } from '@jest/globals';
import { PythonFloat } from '@millrace/contracts/wire/python-json';
import { decodeJson } from './decode-json.ts';
import { MalformedOtlp } from './otlp-span.ts';

const request = (span: string): Buffer =>
  Buffer.from(`{"resourceSpans": [{"scopeSpans": [{"spans": [${span}]}]}]}`);
const attributes = (...values: string[]): Buffer =>
  request(`{"attributes": [${values.map((value) => `{"key": "k", "value": ${value}}`).join(', ')}]}`);

describe('an export request in JSON', () => {
  it('has hexadecimal ids, and 64-bit numbers as text or as numbers', () => {
    const [{ spans } = { spans: [] }] = decodeJson(
      request(
        '{"traceId": "00000000000000000000000000000ABC", "spanId": "000000000000000d", "name": "n", ' +
          '"startTimeUnixNano": "1600000000000000001", "end_time_unix_nano": 1600000000000000002, ' +
          '"status": {"code": "STATUS_CODE_ERROR", "message": "m"}, "unknown": [1]}',
      ),
    );
    expect(spans[0]).toMatchObject({
      startNs: 1_600_000_000_000_000_001n,
      endNs: 1_600_000_000_000_000_002n,
      status: { code: 2, message: 'm' },
    });
    expect(spans[0]?.traceId.toString('hex')).toBe('00000000000000000000000000000abc');
  });

  it('has values of every kind', () => {
    const [{ spans } = { spans: [] }] = decodeJson(
      attributes(
        '{"intValue": "9007199254740993"}',
        '{"intValue": 9007199254740993}',
        '{"doubleValue": 1}',
        '{"boolValue": false}',
        '{"arrayValue": {"values": [{"stringValue": "a"}, {}]}}',
        '{"kvlistValue": {"values": [{"key": "__proto__", "value": {"intValue": 1}}]}}',
        '{"arrayValue": {}}',
      ),
    );
    expect(spans[0]?.attributes.map(([, value]) => value)).toEqual([
      9_007_199_254_740_993n,
      9_007_199_254_740_993n,
      new PythonFloat(1),
      false,
      ['a', null],
      Object.fromEntries([['__proto__', 1]]),
      [],
    ]);
  });

  it.each([
    Buffer.from('{'),
    Buffer.from('[]'),
    Buffer.from([0x7b, 0xff, 0x7d]),
    request('{"traceId": "xy"}'),
    request('{"name": 1}'),
    attributes('{"intValue": "9223372036854775808"}'),
    attributes('{"intValue": {}}'),
    attributes('{"doubleValue": "x"}'),
    attributes('{"boolValue": 1}'),
    attributes('{"arrayValue": []}'),
    attributes(`${'{"arrayValue": {"values": ['.repeat(60)}{}${']}}'.repeat(60)}`),
  ])('is refused as malformed: %s', (body) => {
    expect(() => decodeJson(body)).toThrow(MalformedOtlp);
  });
});
