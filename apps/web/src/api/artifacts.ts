import { ApiError } from './api-error.ts';
import { address, get, millrace, mlflow, remove, type RequestOptions, send } from './request.ts';

/** Whose artifacts: those of a run, or of a logged model. `uri` is where they are kept. */
export interface ArtifactPlace {
  readonly kind: 'run' | 'model';
  readonly id: string;
  readonly uri: string;
}

export interface ArtifactEntry {
  /** Below the artifact root: `model/MLmodel`. */
  readonly path: string;
  readonly name: string;
  readonly isFolder: boolean;
  /** In bytes; 0 for folders. */
  readonly size: number;
}

interface WireFile {
  readonly path: string;
  readonly is_dir: boolean;
  readonly file_size?: number | string;
}

/** The query key of a folder's listing. */
export const folderKey = (place: ArtifactPlace, folder: string): readonly string[] => [
  'artifacts',
  place.kind,
  place.id,
  folder,
];

/** What lies directly in a folder: folders first, then by name, with numbers in their order. */
export async function listArtifacts(
  place: ArtifactPlace,
  folder: string,
  options?: RequestOptions,
): Promise<readonly ArtifactEntry[]> {
  const reply =
    place.kind === 'run'
      ? await get<{ files?: WireFile[] }>(
          mlflow('artifacts/list'),
          { run_id: place.id, path: folder || undefined },
          options,
        )
      : await get<{ files?: WireFile[] }>(
          mlflow(`logged-models/${encodeURIComponent(place.id)}/artifacts/directories`),
          { artifact_directory_path: folder || undefined },
          options,
        );
  return (reply.files ?? []).map(entryOf).toSorted(byKindAndName);
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

function byKindAndName(a: ArtifactEntry, b: ArtifactEntry): number {
  return Number(b.isFolder) - Number(a.isFolder) || COLLATOR.compare(a.name, b.name);
}

function entryOf({ path, is_dir, file_size = 0 }: WireFile): ArtifactEntry {
  return { path, name: baseName(path), isFolder: is_dir, size: Number(file_size) };
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const ownerQuery = ({ kind, id }: ArtifactPlace): { run_id: string } | { model_id: string } =>
  kind === 'run' ? { run_id: id } : { model_id: id };

/** Where a file is shown from, in a sandbox: for images, frames and media, and to be read by us. */
export const previewAddress = (place: ArtifactPlace, path: string, scripts = false): string =>
  address(millrace('artifacts/preview'), {
    ...ownerQuery(place),
    path,
    scripts: scripts ? true : undefined,
  });

/** Where a file is saved from. */
export const downloadAddress = (place: ArtifactPlace, path: string): string =>
  place.kind === 'run'
    ? address('get-artifact', { run_id: place.id, path })
    : address(mlflow(`logged-models/${encodeURIComponent(place.id)}/artifacts/files`), {
        artifact_file_path: path,
      });

/** Where a folder, or with '' all of it, is saved from as a zip. */
export const zipAddress = (place: ArtifactPlace, folder: string): string =>
  address(millrace('artifacts/zip'), { ...ownerQuery(place), path: folder || undefined });

/** The bytes of a file, or its first `most`. */
export async function readArtifact(
  place: ArtifactPlace,
  path: string,
  options: RequestOptions & { readonly most?: number } = {},
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly size: number }> {
  const { most, ...rest } = options;
  // A range of an empty file is refused: nothing of it can be had.
  const headers = most === undefined ? undefined : { range: `bytes=0-${most - 1}` };
  try {
    const answer = await send(previewAddress(place, path), { ...(headers && { headers }) }, rest);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const total = Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? bytes.length);
    return { bytes, size: total };
  } catch (error) {
    if (error instanceof ApiError && error.status === 416) return { bytes: new Uint8Array(), size: 0 };
    throw error;
  }
}

/**
 * The path below the artifact proxy for roots such as `mlflow-artifacts:/1/<run>/artifacts`; undefined for roots elsewhere,
 * which the server reads but through which nothing can be deleted.
 */
export function proxyPathOf(uri: string): string | undefined {
  const path = /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.+)$/.exec(uri)?.[1];
  return path?.replace(/\/+$/, '');
}

const proxyAddress = (root: string, path: string): string =>
  `ajax-api/2.0/mlflow-artifacts/artifacts/${`${root}/${path}`.split('/').map(encodeURIComponent).join('/')}`;

/** Deletes a file, or a folder with all that is in it. */
export function deleteArtifact(place: ArtifactPlace, path: string): Promise<object> {
  const root = proxyPathOf(place.uri);
  if (root === undefined)
    return Promise.reject(new Error(`Artifacts kept in ${place.uri} cannot be deleted from here.`));
  return remove(proxyAddress(root, path));
}

/** Where and how a file is uploaded to; undefined where nothing can be. */
export function uploadTarget(
  place: ArtifactPlace,
  path: string,
): { readonly method: 'PUT' | 'POST'; readonly url: string } | undefined {
  const root = proxyPathOf(place.uri);
  if (root !== undefined) return { method: 'PUT', url: address(proxyAddress(root, path)) };
  if (place.kind !== 'run') return undefined;
  return {
    method: 'POST',
    url: address('ajax-api/2.0/mlflow/upload-artifact', { run_uuid: place.id, path }),
  };
}
