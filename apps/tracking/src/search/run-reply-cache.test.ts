import { expect, test } from '@jest/globals';
import { RunReplyCache } from './run-reply-cache.ts';

const text = Buffer.alloc(600);

test('a reply is kept for its revision only', () => {
  const cache = new RunReplyCache(10_000);
  cache.put('a', 3, text);
  expect(cache.get('a', 3)).toBe(text);
  expect(cache.get('a', 4)).toBeUndefined();
  expect(cache.get('b', 3)).toBeUndefined();
});

test('the least recently used make room, and a reply larger than all room is not kept', () => {
  const cache = new RunReplyCache(3000);
  for (const id of ['a', 'b', 'c']) cache.put(id, 1, text);
  cache.get('a', 1);
  cache.put('d', 1, text);
  expect(['a', 'b', 'c', 'd'].filter((id) => cache.get(id, 1))).toEqual(['a', 'c', 'd']);
  cache.put('e', 1, Buffer.alloc(4000));
  expect(['a', 'b', 'c', 'd', 'e'].filter((id) => cache.get(id, 1))).toEqual(['a', 'c', 'd']);
});

test('a reply put again counts once', () => {
  const cache = new RunReplyCache(2500);
  cache.put('a', 0, text);
  for (let revision = 0; revision < 10; revision += 1) cache.put('b', revision, text);
  expect(cache.get('a', 0)).toBe(text);
});
