import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { contentTypeOf } from '@millrace/artifact-stores/downloads/media-types';
import { joinPaths } from '@millrace/artifact-stores/paths/artifact-path';
import type { ArtifactStore } from '@millrace/artifact-stores/store/artifact-store';
import type { WalkedFile } from '@millrace/artifact-stores/store/walk';

/** From here on a file needs the 64-bit form, with room for it to have grown since it was listed. */
const ZIP64_BYTES = 2 ** 31;

/**
 * The files as one zip, read one after another as the stream is: nothing is held but their names. Fails when a file cannot be
 * read to its end. Destroying the stream closes the file that is being read.
 */
export function zipStream(store: ArtifactStore, folder: string, files: readonly WalkedFile[]): Readable {
  const zip = new ZipFile();
  let reading: Readable | undefined;
  // yazl's type is the old interface, its streams are the current ones.
  const output = zip.outputStream as Readable;
  for (const { name, size } of files) {
    // Weights and images do not get smaller; text does.
    const options = {
      compress: contentTypeOf(name).startsWith('text/'),
      forceZip64Format: size > ZIP64_BYTES,
    };
    zip.addReadStreamLazy(name, options, (done) => {
      reading = Readable.from(contentOf(store, joinPaths(folder, name)), { objectMode: false });
      done(null, reading);
    });
  }
  zip.on('error', (error: Error) => output.destroy(error));
  output.once('close', () => reading?.destroy());
  zip.end();
  return output;
}

/** Opens the file when it is first read. */
async function* contentOf(store: ArtifactStore, path: string): AsyncGenerator<Buffer> {
  const content = await (await store.open(path)).read();
  if (Buffer.isBuffer(content)) yield content;
  else yield* content as AsyncIterable<Buffer>;
}
