import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { ModelLoadError } from '../../scorers/model-load-error.ts';
import { findArtifacts } from './find-artifacts.ts';
import type { ResolvedModel } from './resolve-model.ts';
import { TrackingApi } from './tracking-api.ts';

const ARTIFACTS = '/api/2.0/mlflow-artifacts/artifacts';
const MAX_FILES = 20_000;
const MAX_DEPTH = 32;

interface Listing {
  readonly files?: readonly { readonly path: string; readonly is_dir: boolean }[];
}

/** Fetches a model's files from a tracking server that gives its artifacts out itself; throws ModelLoadError. */
export async function downloadModel(
  uri: string,
  server: URL,
  environment: NodeJS.ProcessEnv,
): Promise<ResolvedModel> {
  const api = new TrackingApi(server, environment);
  const { artifactUri, name, version } = await findArtifacts(uri, api);
  const local = await localFolder(artifactUri);
  if (local !== undefined)
    return { model: { folder: local, uri }, name, version, remove: async () => undefined };
  const path = proxiedPath(artifactUri);
  if (path === undefined)
    throw new ModelLoadError(
      `The files of ${uri} are at ${artifactUri}, which the server does not give out itself.`,
    );
  const folder = await mkdtemp(join(tmpdir(), 'millrace-model-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const count = await new Download(api).fetch(path, folder, 0);
    if (count === 0) throw new ModelLoadError(`There are no files of ${uri} at ${artifactUri}.`);
    return { model: { folder, uri }, name, version, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

class Download {
  private files = 0;
  private readonly api: TrackingApi;

  constructor(api: TrackingApi) {
    this.api = api;
  }

  /** Fetches a folder and what is in it; resolves with the number of files so far. */
  async fetch(path: string, folder: string, depth: number): Promise<number> {
    if (depth > MAX_DEPTH) throw new ModelLoadError(`The model's folders are more than ${MAX_DEPTH} deep.`);
    const { files = [] } = await this.api.get<Listing>(ARTIFACTS, { path });
    await mkdir(folder, { recursive: true });
    for (const { path: listed, is_dir: isFolder } of files) {
      const name = listed.split('/').at(-1) ?? '';
      if (name === '' || name === '.' || name === '..' || /[\\\0]/.test(name))
        throw new ModelLoadError(`The server lists a file that is called ${JSON.stringify(listed)}.`);
      if (isFolder) {
        await this.fetch(`${path}/${name}`, join(folder, name), depth + 1);
        continue;
      }
      this.files += 1;
      if (this.files > MAX_FILES) throw new ModelLoadError(`The model has more than ${MAX_FILES} files.`);
      const address = `${ARTIFACTS}/${`${path}/${name}`.split('/').map(encodeURIComponent).join('/')}`;
      const bytes = await this.api.download(address);
      await pipeline(Readable.fromWeb(bytes), createWriteStream(join(folder, name)));
    }
    return this.files;
  }
}

/** The path below the server's artifacts; undefined for files that are elsewhere. */
function proxiedPath(artifactUri: string): string | undefined {
  const [, , path] =
    /^mlflow-artifacts:(\/\/[^/]*)?\/*(.+?)\/*$/.exec(artifactUri) ??
    /^https?:\/\/[^/]+(.*?)\/api\/2\.0\/mlflow-artifacts\/artifacts\/+(.+?)\/*$/.exec(artifactUri) ??
    [];
  return path;
}

/** Files on the server's own disk, when that is this machine's. */
async function localFolder(artifactUri: string): Promise<string | undefined> {
  const folder = artifactUri.startsWith('file:')
    ? fileURLToPath(artifactUri)
    : artifactUri.startsWith('/')
      ? artifactUri
      : undefined;
  if (folder === undefined) return undefined;
  const found = await stat(folder).catch(() => undefined);
  return found?.isDirectory() ? folder : undefined;
}
