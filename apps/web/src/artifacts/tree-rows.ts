import type { ArtifactEntry } from '../api/artifacts.ts';

export interface TreeRow {
  readonly entry: ArtifactEntry;
  /** 1 for what lies in the root. */
  readonly level: number;
  readonly isOpen: boolean;
  /** Whether its folder is opened but not listed yet. */
  readonly isLoading: boolean;
}

/** The rows of a tree, top to bottom: the entries of the root, and below each open folder what is known to lie in it. */
export function treeRows(
  entriesOf: (folder: string) => readonly ArtifactEntry[] | undefined,
  open: ReadonlySet<string>,
  folder = '',
  level = 1,
): TreeRow[] {
  return (entriesOf(folder) ?? []).flatMap((entry) => {
    const isOpen = entry.isFolder && open.has(entry.path);
    const isLoading = isOpen && entriesOf(entry.path) === undefined;
    const row = { entry, level, isOpen, isLoading };
    return isOpen ? [row, ...treeRows(entriesOf, open, entry.path, level + 1)] : [row];
  });
}

/** The folders that a path lies in, from the root on: of `a/b/c` these are `a` and `a/b`. */
export function foldersAbove(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
