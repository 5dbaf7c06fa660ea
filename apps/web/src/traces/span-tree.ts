import type { Span } from '../api/spans.ts';

export interface SpanNode {
  readonly span: Span;
  readonly parent: SpanNode | undefined;
  readonly children: readonly SpanNode[];
  /** 0 for roots. */
  readonly depth: number;
  /** How many spans there are below it. */
  readonly descendants: number;
}

interface Growing {
  span: Span;
  parent: Growing | undefined;
  children: Growing[];
  depth: number;
  descendants: number;
}

/**
 * The spans as trees, brothers by their start. A span whose parent is not among them is a root; one of a circle of
 * parents becomes the root of the others.
 */
export function spanTree(spans: readonly Span[]): SpanNode[] {
  const nodes = new Map<string, Growing>();
  for (const span of spans)
    nodes.set(span.id, { span, parent: undefined, children: [], depth: 0, descendants: 0 });
  const roots: Growing[] = [];
  for (const node of nodes.values()) {
    const parent = node.span.parentId === undefined ? undefined : nodes.get(node.span.parentId);
    if (parent === undefined || isAbove(node, parent)) roots.push(node);
    else {
      node.parent = parent;
      parent.children.push(node);
    }
  }
  settle(roots);
  return roots;
}

function isAbove(node: Growing, below: Growing): boolean {
  for (let each: Growing | undefined = below; each; each = each.parent) if (each === node) return true;
  return false;
}

/** Sorts, and counts depths and descendants: without recursion, as a chain may be thousands of spans deep. */
function settle(roots: Growing[]): void {
  const order = [...roots.sort(byStart)];
  for (let index = 0; index < order.length; index++) {
    const node = order[index];
    if (!node) continue;
    for (const child of node.children.sort(byStart)) {
      child.depth = node.depth + 1;
      order.push(child);
    }
  }
  for (const node of order.reverse()) if (node.parent) node.parent.descendants += node.descendants + 1;
}

const byStart = (a: Growing, b: Growing): number => a.span.startNs - b.span.startNs;

/** The nodes in reading order; those below a folded one are left out, and with `only` all but those. */
export function visibleNodes(
  roots: readonly SpanNode[],
  folded: ReadonlySet<string>,
  only?: ReadonlySet<string>,
): SpanNode[] {
  const shown: SpanNode[] = [];
  const stack = roots.toReversed();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (only && !only.has(node.span.id)) continue;
    shown.push(node);
    if (only || !folded.has(node.span.id)) stack.push(...node.children.toReversed());
  }
  return shown;
}

/** The ids of these nodes and of all above them. */
export function withAncestors(nodes: readonly SpanNode[]): Set<string> {
  const ids = new Set<string>();
  for (const node of nodes)
    for (let each: SpanNode | undefined = node; each && !ids.has(each.span.id); each = each.parent)
      ids.add(each.span.id);
  return ids;
}
