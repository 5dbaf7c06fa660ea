import { setTimeout as sleep } from 'node:timers/promises';
import type { Tally } from './tally.ts';

/** As `mlflow.utils.request_utils` retries: which answers, how often, and how long after. */
const RETRIED = new Set([408, 429, 500, 502, 503, 504]);
const MAX_RETRIES = 7;
const BACK_OFF_SECONDS = 2;
const MOST_SECONDS = 120;
const TIMEOUT_MS = 120_000;

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** The request failed for good: how, and whether it may have been carried out all the same. */
export class GaveUp extends Error {}

/** Sends requests as MLflow's Python client does, retries and all. Throws GaveUp for whatever is not answered with success. */
export class Http {
  readonly #url: string;
  readonly #tally: Tally;
  #stopped = false;

  constructor(url: string, tally: Tally) {
    this.#url = url;
    this.#tally = tally;
  }

  /** Retries end: what is under way is given up. */
  stop(): void {
    this.#stopped = true;
  }

  async json<Reply>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const { body: bytes } = await this.send(method, path, body && JSON.stringify(body), {
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    });
    return JSON.parse(bytes.toString()) as Reply;
  }

  async send(
    method: string,
    path: string,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const started = performance.now();
    for (let failures = 0; ;) {
      const outcome = await this.#once(method, path, body, headers);
      const failed = outcome instanceof Error || RETRIED.has(outcome.status);
      if (!failed) {
        this.#tally.answered(performance.now() - started, failures);
        if (outcome.status < 300) return outcome;
        throw new GaveUp(`${method} ${path}: ${outcome.status} ${outcome.body.toString().slice(0, 300)}`);
      }
      failures += 1;
      const why =
        outcome instanceof Error
          ? outcome.message
          : `${outcome.status} ${outcome.body.toString().slice(0, 300)}`;
      this.#tally.failed(why);
      if (failures > MAX_RETRIES || this.#stopped) {
        if (!this.#stopped) this.#tally.gaveUp(`${method} ${path}: ${why}`);
        throw new GaveUp(`${method} ${path}: ${why}`);
      }
      await sleep(pauseMs(failures, outcome));
    }
  }

  async #once(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    headers: Record<string, string>,
  ): Promise<Attempt | Error> {
    try {
      const answer = await fetch(`${this.#url}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: body as string }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      return { status: answer.status, body: bytes, retryAfter: answer.headers.get('retry-after') };
    } catch (error) {
      const { cause, message } = error as Error;
      return new Error(
        cause instanceof Error
          ? `${message}: ${cause.message || (cause as NodeJS.ErrnoException).code}`
          : message,
      );
    }
  }
}

interface Attempt extends Answer {
  readonly retryAfter: string | null;
}

/** urllib3's `Retry.sleep`: Retry-After where it is given, with 429 and 503; otherwise nothing at first, then 4 s, 8 s, … */
function pauseMs(failures: number, outcome: Attempt | Error): number {
  if (!(outcome instanceof Error) && outcome.retryAfter !== null && [429, 503].includes(outcome.status))
    return Number(outcome.retryAfter) * 1000;
  const backOff = failures <= 1 ? 0 : BACK_OFF_SECONDS * 2 ** (failures - 1);
  return Math.min(backOff + Math.random(), MOST_SECONDS) * 1000;
}
