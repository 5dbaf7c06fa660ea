import { buffer } from 'node:stream/consumers';

const BLOCK_BYTES = 512;

/** The text of the one small file in a tar archive that the engine sends. */
export async function readArchivedFile(archive: NodeJS.ReadableStream): Promise<string> {
  const bytes = await buffer(archive as AsyncIterable<Uint8Array>);
  const size = Number.parseInt(bytes.toString('latin1', 124, 136), 8);
  return bytes.toString('utf8', BLOCK_BYTES, BLOCK_BYTES + Math.min(size || 0, 4096));
}
