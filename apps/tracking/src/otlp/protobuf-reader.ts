import { MalformedOtlp } from './otlp-span.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What a field of a protobuf message holds, by its wire type. */
type WireValue = bigint | Buffer;

/** Called for each field of a message; fields that nobody knows are ignored by not being handled. */
export type FieldHandler = (field: number, value: WireValue) => void;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/**
 * Reads the fields of one protobuf message in order: varints and fixed numbers as unsigned bigints, the rest as bytes of
 * the same memory. Never reads past the message, whatever its lengths say; throws MalformedOtlp when they are wrong.
 */
export function readFields(message: Buffer, handle: FieldHandler): void {
  const reader = new Reader(message);
  while (!reader.atEnd) {
    const tag = reader.varint();
    const field = Number(tag >> 3n);
    if (field === 0 || field > 0x1fffffff) throw new MalformedOtlp('field number out of range');
    handle(field, reader.value(Number(tag & 7n)));
  }
}

class Reader {
  private position = 0;

  constructor(private readonly bytes: Buffer) {}

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  varint(): bigint {
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.position];
      if (byte === undefined) break;
      this.position += 1;
      result |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, result);
    }
    throw new MalformedOtlp('varint without end');
  }

  value(wireType: number): WireValue {
    switch (wireType) {
      case VARINT:
        return this.varint();
      case FIXED64:
        return this.take(8n).readBigUInt64LE();
      case FIXED32:
        return BigInt(this.take(4n).readUInt32LE());
      case BYTES:
        return this.take(this.varint());
      default:
        // Groups (3, 4) are not used by OpenTelemetry's messages.
        throw new MalformedOtlp(`wire type ${wireType}`);
    }
  }

  private take(length: bigint): Buffer {
    if (length > BigInt(this.bytes.length - this.position)) throw new MalformedOtlp('field past the end');
    const start = this.position;
    this.position += Number(length);
    return this.bytes.subarray(start, this.position);
  }
}

export function asBytes(value: WireValue): Buffer {
  if (typeof value === 'bigint') throw new MalformedOtlp('a number where bytes belong');
  return value;
}

export function asNumber(value: WireValue): bigint {
  if (typeof value !== 'bigint') throw new MalformedOtlp('bytes where a number belongs');
  return value;
}

export function asText(value: WireValue): string {
  try {
    return utf8.decode(asBytes(value));
  } catch {
    throw new MalformedOtlp('text that is not UTF-8');
  }
}
