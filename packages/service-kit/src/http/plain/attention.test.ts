import { expect, test } from '@jest/globals';
import { Attention } from './attention.ts';

/** Requests that come so many milliseconds after the answer before; says after how many the event loop was kept awake. */
function keptAwakeAfter(gaps: readonly number[]): number | undefined {
  let clock = 0;
  let turns = 0;
  const attention = new Attention(
    () => clock,
    () => (turns += 1),
  );
  for (const [index, gap] of gaps.entries()) {
    clock += gap;
    attention.asked();
    attention.answered();
    if (turns > 0) return index + 1;
  }
  return undefined;
}

test('it takes a rhythm of requests to be kept awake', () => {
  const prompt = Array<number>(20).fill(0.05);
  expect(keptAwakeAfter([5, ...prompt])).toBe(9);
  expect(keptAwakeAfter([5, ...prompt.slice(0, 7), 5, ...prompt])).toBe(17);
  expect(keptAwakeAfter(Array<number>(100).fill(0.2))).toBeUndefined();
});

test('when nothing comes, it sleeps', () => {
  let clock = 0;
  const turns: (() => void)[] = [];
  const attention = new Attention(
    () => clock,
    (look) => turns.push(look),
  );
  for (let request = 0; request < 10; request += 1) {
    attention.asked();
    attention.answered();
  }
  expect(turns).toHaveLength(1);
  clock += 0.05;
  turns.pop()?.();
  expect(turns).toHaveLength(1);
  clock += 0.1;
  turns.pop()?.();
  expect(turns).toHaveLength(0);
});

test('a request ends it until the answer', () => {
  const turns: (() => void)[] = [];
  const attention = new Attention(
    () => 0,
    (look) => turns.push(look),
  );
  for (let request = 0; request < 10; request += 1) {
    attention.asked();
    attention.answered();
  }
  attention.asked();
  turns.pop()?.();
  expect(turns).toHaveLength(0);
});
