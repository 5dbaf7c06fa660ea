import type { SpanNode } from './span-tree.ts';

export interface TreeMove {
  readonly select?: string;
  readonly fold?: { readonly id: string; readonly folds: boolean };
}

const PAGE = 12;

/** What a key does in a tree whose rows are `nodes` and whose chosen row is `at`; undefined for keys that do nothing. */
export function treeKey(
  key: string,
  nodes: readonly SpanNode[],
  at: number,
  folded: ReadonlySet<string>,
): TreeMove | undefined {
  const here = nodes[at];
  const go = (index: number): TreeMove | undefined => {
    const node = nodes[Math.min(nodes.length - 1, Math.max(0, index))];
    return node && { select: node.span.id };
  };
  switch (key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at - 1);
    case 'PageDown':
      return go(at + PAGE);
    case 'PageUp':
      return go(at - PAGE);
    case 'Home':
      return go(0);
    case 'End':
      return go(nodes.length - 1);
    case 'ArrowRight':
      if (!here || here.children.length === 0) return undefined;
      return folded.has(here.span.id) ? { fold: { id: here.span.id, folds: false } } : go(at + 1);
    case 'ArrowLeft':
      if (!here) return undefined;
      if (here.children.length > 0 && !folded.has(here.span.id))
        return { fold: { id: here.span.id, folds: true } };
      return here.parent && { select: here.parent.span.id };
    default:
      return undefined;
  }
}
