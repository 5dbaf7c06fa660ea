import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until an address answers 200. Throws what it answered last when it does not in time. */
export async function untilAnswers(url: string, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  for (let last = 'nothing'; ;) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch((error: Error) => {
      last = error.cause instanceof Error ? error.cause.message : error.message;
    });
    if (answer?.ok) return;
    if (answer) last = `${answer.status} ${await answer.text()}`;
    if (Date.now() > deadline) throw new Error(`${url} did not answer 200 in time, but: ${last}`);
    await sleep(200);
  }
}
