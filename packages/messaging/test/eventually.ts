import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `condition` gives a truthy value, and resolves to that; after `ms` it fails, saying what did not happen. */
export async function eventually<Value>(
  what: string,
  condition: () => Value | Promise<Value>,
  ms = 15_000,
): Promise<Exclude<Value, false | undefined | null | 0 | ''>> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await condition();
    if (value) return value as Exclude<Value, false | undefined | null | 0 | ''>;
    if (Date.now() > deadline) throw new Error(`Did not happen within ${ms} ms: ${what}`);
    await delay(15);
  }
}
