import { ApiError } from './api-error.ts';

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** Give up after so many milliseconds; 60 s unless told otherwise. */
  readonly timeoutMs?: number;
}

type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

const TIMEOUT_MS = 60_000;

/** An address of this server, relative to the page: the interface works under any path prefix. */
export function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? (value as readonly string[]) : [String(value)])
      parameters.append(name, each);
  }
  const text = parameters.toString();
  return new URL(text === '' ? path : `${path}?${text}`, document.baseURI).href;
}

/** MLflow's REST API: `mlflow('runs/get')`. Paths of API 3.0 are given whole. */
export const mlflow = (path: string): string => `ajax-api/2.0/mlflow/${path}`;
/** What Millrace adds: `millrace('views')`. */
export const millrace = (path: string): string => `api/millrace/${path}`;

export function get<Reply>(path: string, query?: Query, options?: RequestOptions): Promise<Reply> {
  return json<Reply>('GET', address(path, query), undefined, options);
}

export function post<Reply>(path: string, body: object, options?: RequestOptions): Promise<Reply> {
  return json<Reply>('POST', address(path), body, options);
}

export function put<Reply>(path: string, body: object, options?: RequestOptions): Promise<Reply> {
  return json<Reply>('PUT', address(path), body, options);
}

export function patch<Reply>(path: string, body: object, options?: RequestOptions): Promise<Reply> {
  return json<Reply>('PATCH', address(path), body, options);
}

export function remove<Reply>(path: string, body: object = {}, options?: RequestOptions): Promise<Reply> {
  return json<Reply>('DELETE', address(path), body, options);
}

async function json<Reply>(
  method: string,
  url: string,
  body: object | undefined,
  options: RequestOptions = {},
): Promise<Reply> {
  const answer = await send(
    url,
    {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    },
    options,
  );
  try {
    return JSON.parse(await answer.text()) as Reply;
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ApiError(
        'NOT_JSON',
        'The server sent something that is not JSON. Is this address Millrace?',
        answer.status,
      );
    throw error;
  }
}

/** `fetch` whose failures are `ApiError`s; an abort by the caller stays an AbortError. */
export async function send(
  url: string,
  init: RequestInit,
  { signal, timeoutMs = TIMEOUT_MS }: RequestOptions = {},
): Promise<Response> {
  const timeout = AbortSignal.timeout(timeoutMs);
  let answer: Response;
  try {
    answer = await fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
  } catch (error) {
    if (signal?.aborted) throw error;
    if (timeout.aborted)
      throw new ApiError('TOO_SLOW', `The server did not answer within ${timeoutMs / 1000} seconds.`, 0);
    throw new ApiError(
      'UNREACHABLE',
      'The server cannot be reached. It may be restarting, or the network is down.',
      0,
    );
  }
  if (!answer.ok) throw await readError(answer);
  return answer;
}

async function readError(answer: Response): Promise<ApiError> {
  const text = await answer.text().catch(() => '');
  try {
    const { error_code, message } = JSON.parse(text) as { error_code?: string; message?: string };
    if (message) return new ApiError(error_code ?? 'INTERNAL_ERROR', message, answer.status);
  } catch {
    // A proxy in front may answer with a page of its own.
  }
  return new ApiError(
    'INTERNAL_ERROR',
    `The server answered ${answer.status} ${answer.statusText}`.trim() + '.',
    answer.status,
  );
}
