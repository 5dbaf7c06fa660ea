import { setTimeout as delay } from 'node:timers/promises';

/** Calls `attempt` until it succeeds, waiting 100 ms, then longer, up to 5 s, between; rejects once `signal` is aborted. */
export async function withBackOff<Result>(
  attempt: () => Promise<Result>,
  signal: AbortSignal,
  onFailure: (error: Error) => void,
): Promise<Result> {
  for (let wait = 100; ; wait = Math.min(wait * 2, 5000)) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) throw error;
      onFailure(asError(error));
      await delay(wait, undefined, { signal });
    }
  }
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
