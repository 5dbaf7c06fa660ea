import { folderSize } from '@millrace/folder-cache/folder-size';
import { ProjectError } from '../mlproject/project-error.ts';

export interface FetchBounds {
  /** For all of it. */
  readonly timeoutMs: number;
  /** On disk, with what git keeps beside the files. */
  readonly maxBytes: number;
  /** Ends it before. */
  readonly signal?: AbortSignal | undefined;
}

const LOOK_MS = 250;

/**
 * Does work that fetches into a folder, and that ends when the signal it is given aborts: once it takes too long, or the folder has
 * become too large. Rejects with ProjectError then, which names what was fetched.
 */
export async function boundFetch<T>(
  what: string,
  folder: string,
  { timeoutMs, maxBytes, signal: outer }: FetchBounds,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const bound = new AbortController();
  const late = setTimeout(
    () => bound.abort(new ProjectError(`${what} could not be fetched within ${timeoutMs / 1000} seconds.`)),
    timeoutMs,
  );
  const measure = async (): Promise<void> => {
    // Files come and go while it is walked; another look is near.
    const bytes = await folderSize(folder).catch(() => 0);
    if (bytes > maxBytes)
      bound.abort(
        new ProjectError(
          `${what} takes more than ${maxBytes} bytes on disk, which is all that a project may have.`,
        ),
      );
    else if (!over) look = setTimeout(() => void measure(), LOOK_MS);
  };
  let over = false;
  let look = setTimeout(() => void measure(), LOOK_MS);
  const signals = [bound.signal, ...(outer ? [outer] : [])];
  try {
    const done = await work(AbortSignal.any(signals));
    over = true;
    await measure();
    bound.signal.throwIfAborted();
    return done;
  } finally {
    over = true;
    clearTimeout(late);
    clearTimeout(look);
  }
}
