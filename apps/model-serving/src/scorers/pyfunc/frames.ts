/** What goes over the socket of a worker; python/millrace_worker/frames.py has the same numbers. */
export const FRAME = {
  exact: 1,
  batch: 2,
  ready: 10,
  failed: 11,
  reply: 12,
  replies: 13,
  notBatched: 14,
} as const;

const HEAD_BYTES = 5;

/** A frame as buffers to be written one after another. */
export function frame(kind: number, ...parts: readonly Buffer[]): Buffer[] {
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  let length = 1;
  for (const part of parts) length += part.length;
  head.writeUInt32LE(length, 0);
  head.writeUInt8(kind, 4);
  return [head, ...parts];
}

/** Puts the chunks that a socket gives together into frames. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private bytes = 0;
  private needed = HEAD_BYTES;
  private readonly onFrame: (kind: number, payload: Buffer) => void;

  constructor(onFrame: (kind: number, payload: Buffer) => void) {
    this.onFrame = onFrame;
  }

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    while (this.bytes >= this.needed) {
      const data = this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks);
      const end = 4 + data.readUInt32LE(0);
      if (data.length < end) {
        this.chunks = [data];
        this.needed = end;
        return;
      }
      const rest = data.subarray(end);
      this.chunks = rest.length > 0 ? [rest] : [];
      this.bytes = rest.length;
      this.needed = HEAD_BYTES;
      this.onFrame(data.readUInt8(4), data.subarray(HEAD_BYTES, end));
    }
  }
}
