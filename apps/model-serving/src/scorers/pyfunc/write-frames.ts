import type { PlainInput, PlainRows } from '../plain-input/plain-rows.ts';
import type { ScoringRequest } from '../scorer.ts';
import { FRAME, frame } from './frames.ts';

/** A request for MLflow's own code to read. */
export function exactFrame({ contentType = '', body }: ScoringRequest): Buffer[] {
  const type = Buffer.from(contentType);
  const size = Buffer.allocUnsafe(2);
  size.writeUInt16LE(type.length, 0);
  return frame(FRAME.exact, size, type, body);
}

/** The rows of several requests, put together column by column. */
export function batchFrame(inputs: readonly PlainInput[], requests: readonly PlainRows[]): Buffer[] {
  const counts = Buffer.allocUnsafe(4 + 4 * requests.length);
  counts.writeUInt32LE(requests.length, 0);
  let rows = 0;
  for (const [index, request] of requests.entries()) {
    counts.writeUInt32LE(request.rows, 4 + 4 * index);
    rows += request.rows;
  }
  const parts = inputs.flatMap(({ type, width }, index) => {
    const lists = requests.map(({ values }) => values[index] as readonly unknown[]);
    const data =
      type === 's' ? Buffer.from(JSON.stringify(lists.flat())) : numbers(type, rows * width, lists);
    const head = Buffer.allocUnsafe(5);
    head.write(type, 0, 'latin1');
    head.writeUInt32LE(data.length, 1);
    return [head, data];
  });
  return frame(FRAME.batch, counts, ...parts);
}

function numbers(type: PlainInput['type'], count: number, lists: readonly (readonly unknown[])[]): Buffer {
  const array = arrayOf(type, count);
  let at = 0;
  for (const list of lists) for (const value of list) array[at++] = Number(value);
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

function arrayOf(type: PlainInput['type'], count: number) {
  if (type === 'f') return new Float32Array(count);
  if (type === 'i') return new Int32Array(count);
  return type === '?' ? new Uint8Array(count) : new Float64Array(count);
}
