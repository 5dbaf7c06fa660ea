import { describe, expect, it } from '@jest/globals';
import { PythonFloat } from '@millrace/contracts/wire/python-json';
import { decodeProtobuf } from './decode-protobuf.ts';
import { MalformedOtlp } from './otlp-span.ts';

const varint = (value: number): Buffer =>
  value < 0x80 ? Buffer.of(value) : Buffer.concat([Buffer.of((value & 0x7f) | 0x80), varint(value >>> 7)]);
const bytes = (field: number, content: Buffer | string): Buffer => {
  const body = Buffer.from(content);
  return Buffer.concat([varint((field << 3) | 2), varint(body.length), body]);
};
const number = (field: number, value: number): Buffer => Buffer.concat([varint(field << 3), varint(value)]);
const fixed64 = (field: number, value: bigint): Buffer => {
  const body = Buffer.alloc(8);
  body.writeBigUInt64LE(value);
  return Buffer.concat([varint((field << 3) | 1), body]);
};
const double = (field: number, value: number): Buffer => {
  const body = Buffer.alloc(8);
  body.writeDoubleLE(value);
  return Buffer.concat([varint((field << 3) | 1), body]);
};
const attribute = (key: string, value: Buffer): Buffer => Buffer.concat([bytes(1, key), bytes(2, value)]);

const span = Buffer.concat([
  bytes(1, Buffer.alloc(16, 7)),
  bytes(2, Buffer.alloc(8, 9)),
  bytes(5, 'náme'),
  fixed64(7, 1_600_000_000_000_000_000n),
  fixed64(8, 1_600_000_001_000_000_000n),
  bytes(9, attribute('text', bytes(1, 'a'))),
  bytes(9, attribute('float', double(4, 1))),
  bytes(9, attribute('list', bytes(5, bytes(1, number(3, 300))))),
  bytes(9, attribute('map', bytes(6, bytes(1, attribute('k', number(2, 1)))))),
  bytes(9, attribute('nothing', Buffer.alloc(0))),
  bytes(11, Buffer.concat([fixed64(1, 5n), bytes(2, 'event')])),
  bytes(13, Buffer.concat([bytes(1, Buffer.alloc(16, 1)), bytes(2, Buffer.alloc(8, 2))])),
  bytes(15, Buffer.concat([bytes(2, 'oh'), number(3, 2)])),
  bytes(99, 'a field of a later version'),
]);
const resource = bytes(1, attribute('service.name', bytes(1, 'mine')));
const request = bytes(1, Buffer.concat([bytes(1, resource), bytes(2, bytes(2, span))]));

describe('an export request in protobuf', () => {
  it('is read with all that a span has', () => {
    expect(decodeProtobuf(request)).toEqual([
      {
        resource: [['service.name', 'mine']],
        spans: [
          {
            traceId: Buffer.alloc(16, 7),
            spanId: Buffer.alloc(8, 9),
            parentSpanId: Buffer.alloc(0),
            name: 'náme',
            startNs: 1_600_000_000_000_000_000n,
            endNs: 1_600_000_001_000_000_000n,
            attributes: [
              ['text', 'a'],
              ['float', new PythonFloat(1)],
              ['list', [300]],
              ['map', { k: true }],
              ['nothing', null],
            ],
            events: [{ name: 'event', timeNs: 5n, attributes: [] }],
            links: [{ traceId: Buffer.alloc(16, 1), spanId: Buffer.alloc(8, 2), attributes: [] }],
            status: { code: 2, message: 'oh' },
          },
        ],
      },
    ]);
  });

  it('is read or refused as malformed wherever it is cut off or broken', () => {
    const attempt = (body: Buffer): void => {
      try {
        decodeProtobuf(body);
      } catch (error) {
        if (!(error instanceof MalformedOtlp)) throw error;
      }
    };
    for (let length = 0; length < request.length; length += 1) attempt(request.subarray(0, length));
    for (let index = 0; index < request.length; index += 1)
      for (const value of [0x00, 0x07, 0x7f, 0x80, 0xff]) {
        const broken = Buffer.from(request);
        broken[index] = value;
        attempt(broken);
      }
  });

  it('cannot name more bytes than there are, nor nest values without end', () => {
    expect(() => decodeProtobuf(Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]))).toThrow(MalformedOtlp);
    expect(() => decodeProtobuf(Buffer.alloc(20, 0xff))).toThrow(MalformedOtlp);
    let value: Buffer = Buffer.alloc(0);
    for (let depth = 0; depth < 200; depth += 1) value = bytes(5, bytes(1, value));
    const deep = bytes(1, bytes(2, bytes(2, bytes(9, attribute('deep', value)))));
    expect(() => decodeProtobuf(deep)).toThrow(MalformedOtlp);
  });
});
