import { expect, it } from '@jest/globals';
import type { ArtifactEntry } from '../api/artifacts.ts';
import { foldersAbove, treeRows } from './tree-rows.ts';

const entry = (path: string, isFolder = false): ArtifactEntry => ({ path, name: path, isFolder, size: 1 });

it('the rows of a tree are those of open folders, as far as they are known', () => {
  const listings: Record<string, ArtifactEntry[]> = {
    '': [entry('a', true), entry('b', true), entry('c')],
    a: [entry('a/x', true), entry('a/y')],
  };
  const rows = treeRows((folder) => listings[folder], new Set(['a', 'a/x', 'c', 'gone']));
  expect(
    rows.map(({ entry: { path }, level, isOpen, isLoading }) => [path, level, isOpen, isLoading]),
  ).toEqual([
    ['a', 1, true, false],
    ['a/x', 2, true, true],
    ['a/y', 2, false, false],
    ['b', 1, false, false],
    ['c', 1, false, false],
  ]);
  expect(foldersAbove('a/x/y.txt')).toEqual(['a', 'a/x']);
  expect(foldersAbove('y.txt')).toEqual([]);
});
