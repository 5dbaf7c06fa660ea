import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import type { ArtifactPlace } from '../api/artifacts.ts';
import type { DroppedFile } from '../components/dropped-files.ts';
import { uploadFile } from './upload-file.ts';

export interface Upload {
  readonly path: string;
  /** From 0 to 1. */
  readonly part: number;
  readonly isDone: boolean;
  readonly fault: string | undefined;
}

export interface Uploads {
  readonly list: readonly Upload[];
  readonly start: (folder: string, files: readonly DroppedFile[]) => Promise<void>;
  /** Ends what is under way and forgets what was. */
  readonly clear: () => void;
}

/** Uploads files one after another, so that a slow line is not shared by all of them. */
export function useUploads(place: ArtifactPlace): Uploads {
  const client = useQueryClient();
  const [list, setList] = useState<readonly Upload[]>([]);
  const aborter = useRef(new AbortController());
  const change = (path: string, next: Partial<Upload>): void =>
    setList((known) => known.map((each) => (each.path === path ? { ...each, ...next } : each)));

  const start = async (folder: string, files: readonly DroppedFile[]): Promise<void> => {
    const { signal } = aborter.current;
    const targets = files.map(({ path, file }) => ({
      path: folder === '' ? path : `${folder}/${path}`,
      file,
    }));
    const paths = new Set(targets.map(({ path }) => path));
    setList((known) => [
      ...known.filter(({ path }) => !paths.has(path)),
      ...targets.map(({ path }) => ({ path, part: 0, isDone: false, fault: undefined })),
    ]);
    for (const { path, file } of targets) {
      if (signal.aborted) return;
      try {
        await uploadFile(place, path, file, (part) => change(path, { part }), signal);
        change(path, { part: 1, isDone: true });
      } catch (error) {
        change(path, { fault: messageOf(error) });
      }
      await client.invalidateQueries({ queryKey: ['artifacts', place.kind, place.id] });
    }
    // What is shown of a file that was replaced is old.
    await client.invalidateQueries({
      predicate: ({ queryKey: [kind, ...rest] }) =>
        String(kind).startsWith('artifact-') && rest.some((each) => paths.has(String(each))),
    });
  };
  const clear = (): void => {
    aborter.current.abort();
    aborter.current = new AbortController();
    setList([]);
  };
  return { list, start, clear };
}
