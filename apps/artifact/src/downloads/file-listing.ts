import type { StoredEntry } from '@millrace/artifact-stores/store/artifact-store';

/** MLflow's FileInfo. Folders and empty files have no size there. */
export interface FileInfo {
  path: string;
  is_dir: boolean;
  file_size?: number;
}

/** The `files` of a listing; nothing at all when there are none. `folder` is put before the names as the caller wrote it. */
export function fileListing(entries: readonly StoredEntry[], folder = ''): { files?: FileInfo[] } {
  const before = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  const files = entries.map(({ name, isFolder, size }) => ({
    path: before + name,
    is_dir: isFolder,
    ...(size > 0 ? { file_size: size } : {}),
  }));
  return files.length > 0 ? { files } : {};
}
