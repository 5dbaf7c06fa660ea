import { pack, type Headers } from 'tar-fs';

/** Where commands in containers find the working copy, as MLflow has it. */
export const CODE_FOLDER = '/mlflow/projects/code';

/**
 * A working copy as a tar archive, below a folder, with further files beside. Whatever user an image has can write to all of it:
 * the copy is the run's own. Links stay links.
 */
export function codeArchive(
  folder: string,
  below: string,
  files: Readonly<Record<string, string>>,
): NodeJS.ReadableStream {
  const archive = pack(folder, {
    map: (header: Headers & { linkname?: string }): Headers => ({
      ...header,
      name: `${below}/${header.name}`,
      // Hard links name a file of the archive, others whatever they do.
      ...(header.type === 'link' && { linkname: `${below}/${header.linkname}` }),
      mode: (header.mode ?? 0) | (header.type === 'directory' ? 0o777 : 0o666),
      uid: 0,
      gid: 0,
    }),
    finalize: false,
    finish(packed) {
      for (const [name, content] of Object.entries(files)) packed.entry({ name, mode: 0o666 }, content);
      packed.finalize();
    },
  });
  // Its streams are of another family, of which Docker's client uses what they have in common.
  return archive as unknown as NodeJS.ReadableStream;
}
