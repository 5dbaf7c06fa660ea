import { ApiError } from './api-error.ts';

/**
 * Sends one file and resolves with the answer's text, telling how much of it is gone, from 0 to 1. It is done by XMLHttpRequest, as
 * `fetch` tells no progress. Rejects with ApiError, and with AbortError when `signal` ends it.
 */
export function sendFile(
  { method, url }: { readonly method: string; readonly url: string },
  file: Blob,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 1),
    );
    request.addEventListener('load', () =>
      request.status >= 200 && request.status < 300
        ? resolve(request.responseText)
        : reject(refusal(request)),
    );
    request.addEventListener('error', () =>
      reject(new ApiError('UNREACHABLE', 'The server cannot be reached, or ended the upload.', 0)),
    );
    request.addEventListener('abort', () => reject(new DOMException('The upload was ended.', 'AbortError')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function refusal({ status, responseText }: XMLHttpRequest): ApiError {
  try {
    const { error_code: code, message } = JSON.parse(responseText) as {
      error_code?: string;
      message?: string;
    };
    if (message) return new ApiError(code ?? 'INTERNAL_ERROR', message, status);
  } catch {
    // A proxy in front may answer with a page of its own.
  }
  return new ApiError('INTERNAL_ERROR', `The server answered ${status}.`, status);
}
