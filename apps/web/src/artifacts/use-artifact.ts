import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import {
  type ArtifactEntry,
  type ArtifactPlace,
  folderKey,
  listArtifacts,
  readArtifact,
} from '../api/artifacts.ts';

/** What lies in a folder. */
export function useFolder(
  place: ArtifactPlace,
  folder: string,
  enabled = true,
): UseQueryResult<readonly ArtifactEntry[]> {
  return useQuery({
    queryKey: folderKey(place, folder),
    queryFn: ({ signal }) => listArtifacts(place, folder, { signal }),
    enabled,
  });
}

export interface ReadText {
  readonly text: string;
  /** The file's whole size in bytes. */
  readonly size: number;
  /** Only its beginning was read. */
  readonly isPart: boolean;
}

/** The text of a file, or the beginning of it: at most so many bytes, up to the end of a line. */
export async function readText(
  place: ArtifactPlace,
  path: string,
  most: number,
  signal?: AbortSignal,
): Promise<ReadText> {
  const { bytes, size } = await readArtifact(place, path, { most, signal });
  const isPart = bytes.length < size;
  const text = new TextDecoder().decode(bytes, { stream: isPart });
  return { text: isPart ? text.slice(0, text.lastIndexOf('\n') + 1 || text.length) : text, size, isPart };
}

export function useText(place: ArtifactPlace, path: string, most: number): UseQueryResult<ReadText> {
  return useQuery({
    queryKey: ['artifact-text', place.kind, place.id, path, most],
    queryFn: ({ signal }) => readText(place, path, most, signal),
  });
}
