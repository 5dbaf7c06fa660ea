import { expect } from '@jest/globals';

/** Resolves when what is read is what is expected; fails with the difference after some seconds. */
export async function eventually(read: () => Promise<unknown>, expected: unknown): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if (JSON.stringify(await read()) === JSON.stringify(expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await read()).toEqual(expected);
}
