const HEADER_BYTES = 8;

/**
 * What a container prints, from the stream that the engine sends: each piece has a header of eight bytes, the last four of which are
 * its length. Reads no faster than it is asked for.
 */
export async function* containerOutput(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pending: Buffer = Buffer.alloc(0);
  let left = 0;
  for await (const chunk of stream) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length > 0) {
      if (left === 0) {
        if (pending.length < HEADER_BYTES) break;
        left = pending.readUInt32BE(4);
        pending = pending.subarray(HEADER_BYTES);
        continue;
      }
      const piece = pending.subarray(0, left);
      left -= piece.length;
      pending = pending.subarray(piece.length);
      yield piece;
    }
  }
}
