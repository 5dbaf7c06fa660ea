import type Docker from 'dockerode';
import { ImageError } from './image-error.ts';

const LAST_LINES = 12;

interface Progress {
  readonly stream?: string;
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number };
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/** Tells the lines that the engine reports of a build, a push or a pull, until it is done. Rejects with ImageError: `failure`, why, and the last lines. */
export function followProgress(
  docker: Docker,
  stream: NodeJS.ReadableStream,
  onProgress: (line: string) => void,
  failure: string,
): Promise<void> {
  const last: string[] = [];
  const tell = ({ stream: text, status, progressDetail }: Progress): void => {
    // The bytes of each layer are told many times a second.
    if (progressDetail?.current !== undefined) return;
    for (const line of (text ?? status ?? '').split('\n').filter((each) => each.trim() !== '')) {
      onProgress(line);
      last.push(line);
      if (last.length > LAST_LINES) last.shift();
    }
  };
  return new Promise((resolve, reject) => {
    let why: string | undefined;
    docker.modem.followProgress(
      stream,
      (error) => {
        const message = why ?? error?.message;
        if (message === undefined) resolve();
        else reject(new ImageError([`${failure}: ${message}`, ...last].join('\n')));
      },
      (event: Progress) => {
        why ??= event.errorDetail?.message ?? event.error;
        tell(event);
      },
    );
  });
}
