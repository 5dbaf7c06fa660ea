import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ProjectError } from '../mlproject/project-error.ts';

export interface UnzipLimits {
  readonly maxBytes: number;
  readonly maxFiles: number;
}

const TYPE_MASK = 0o170000;
const LINK = 0o120000;

/** Unpacks an archive into a folder that is there. Names that lead out of it, links, and more than is allowed are refused with ProjectError. */
export async function unzip(file: string, folder: string, limits: UnzipLimits): Promise<void> {
  const zip = await open(file);
  let files = 0;
  let bytes = 0;
  const count = (length: number): void => {
    bytes += length;
    if (bytes > limits.maxBytes)
      throw new ProjectError(`The zip archive unpacks to more than ${limits.maxBytes} bytes.`);
  };
  try {
    for (let entry = await next(zip); entry !== undefined; entry = await next(zip)) {
      if ((files += 1) > limits.maxFiles)
        throw new ProjectError(`The zip archive has more than ${limits.maxFiles} files.`);
      if (((entry.externalFileAttributes >>> 16) & TYPE_MASK) === LINK)
        throw new ProjectError(
          `The zip archive has a link, ${entry.fileName}; it may only have files and folders.`,
        );
      await unpack(zip, entry, folder, count);
    }
  } finally {
    zip.close();
  }
}

function open(file: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (zip) resolve(zip);
      else reject(new ProjectError(`The zip archive cannot be read: ${error?.message}.`));
    });
  });
}

/** The next entry; yauzl has refused names that are absolute or climb. */
function next(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void): void => {
      zip.removeAllListeners();
      then();
    };
    zip.once('entry', (entry: Entry) => settle(() => resolve(entry)));
    zip.once('end', () => settle(() => resolve(undefined)));
    zip.once('error', (error: Error) =>
      settle(() => reject(new ProjectError(`The zip archive is refused: ${error.message}.`))),
    );
    zip.readEntry();
  });
}

async function unpack(
  zip: ZipFile,
  entry: Entry,
  folder: string,
  count: (length: number) => void,
): Promise<void> {
  const path = join(folder, ...entry.fileName.split('/'));
  if (entry.fileName.endsWith('/')) return void (await mkdir(path, { recursive: true }));
  await mkdir(dirname(path), { recursive: true });
  const content = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (stream) resolve(stream);
      else
        reject(new ProjectError(`${entry.fileName} in the zip archive cannot be read: ${error?.message}.`));
    });
  });
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        count(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  try {
    const mode = (entry.externalFileAttributes >>> 16) & 0o111 ? 0o755 : 0o644;
    await pipeline(content, counted, createWriteStream(path, { mode }));
  } catch (error) {
    if (error instanceof ProjectError || 'syscall' in (error as object)) throw error;
    throw new ProjectError(`${entry.fileName} in the zip archive is broken: ${(error as Error).message}.`);
  }
}
