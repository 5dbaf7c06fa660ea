import { expect, test } from '@jest/globals';
import { spanOf } from '../api/spans.ts';
import { spanTree, visibleNodes, withAncestors } from './span-tree.ts';

const span = (id: string, parent: string | null, start = 0) =>
  spanOf({ span_id: id, parent_span_id: parent, name: id, start_time_unix_nano: start });
const ids = (nodes: readonly { span: { id: string } }[]) => nodes.map((node) => node.span.id);

test('brothers stand in the order of their start, below their parent', () => {
  const roots = spanTree([span('b', 'root', 2), span('root', null), span('a', 'root', 1), span('c', 'a', 3)]);
  expect(ids(visibleNodes(roots, new Set()))).toEqual(['root', 'a', 'c', 'b']);
  expect(roots[0]?.descendants).toBe(3);
  expect(ids(visibleNodes(roots, new Set(['a'])))).toEqual(['root', 'a', 'b']);
});

test('a span without its parent is a root, and a circle has one', () => {
  const roots = spanTree([span('x', 'gone'), span('a', 'b'), span('b', 'a')]);
  expect(visibleNodes(roots, new Set())).toHaveLength(3);
});

test('a chain of 20,000 spans is no trouble', () => {
  const spans = Array.from({ length: 20_000 }, (_, at) =>
    span(String(at), at === 0 ? null : String(at - 1), at),
  );
  const roots = spanTree(spans);
  expect(roots[0]?.descendants).toBe(19_999);
  expect(visibleNodes(roots, new Set()).at(-1)?.depth).toBe(19_999);
});

test('of what was found, the way to it is shown as well', () => {
  const roots = spanTree([span('root', null), span('a', 'root', 1), span('b', 'root', 2), span('c', 'a', 3)]);
  const all = visibleNodes(roots, new Set());
  const only = withAncestors(all.filter((node) => node.span.id === 'c'));
  expect(ids(visibleNodes(roots, new Set(['a']), only))).toEqual(['root', 'a', 'c']);
});
