/** Dimensions, a flag, the type, the one dimension's size and its lower bound; then each element behind its length. */
const HEADER_BYTES = 20;
const ELEMENT_BYTES = 12;
const HIGH = 2 ** 32;

/** An `int8[]` without NULLs in PostgreSQL's binary format, as doubles: past 2^53 the nearest one. */
export function readInt8Array(bytes: Buffer): Float64Array {
  return read(bytes, (view, at) => view.getInt32(at) * HIGH + view.getUint32(at + 4));
}

/** A `float8[]` without NULLs in PostgreSQL's binary format. */
export function readFloat8Array(bytes: Buffer): Float64Array {
  return read(bytes, (view, at) => view.getFloat64(at));
}

/** The last element of an `int8[]` that is not empty, exactly. */
export function lastInt8(bytes: Buffer): bigint {
  return bytes.readBigInt64BE(bytes.length - 8);
}

function read(bytes: Buffer, element: (view: DataView, at: number) => number): Float64Array {
  const count = bytes.length < HEADER_BYTES ? 0 : (bytes.length - HEADER_BYTES) / ELEMENT_BYTES;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(count);
  for (let i = 0, at = HEADER_BYTES + 4; i < count; i += 1, at += ELEMENT_BYTES)
    values[i] = element(view, at);
  return values;
}
