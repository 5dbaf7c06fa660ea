import { group, isSymbol, type Node } from './node.ts';

/** sqlparse goes no deeper. */
const DEEPEST = 100;

/** Groups what stands in square brackets and in parentheses. Undefined where they nest too deep; unmatched ones stay tokens. */
export function bracketed(nodes: readonly Node[]): Node[] | undefined {
  const inBrackets = matched(nodes, '[', ']', 'brackets');
  return inBrackets && matched(inBrackets, '(', ')', 'parenthesis');
}

function matched(
  nodes: readonly Node[],
  open: string,
  close: string,
  kind: 'brackets' | 'parenthesis',
): Node[] | undefined {
  const closes = closersOf(nodes, open, close);
  if (!closes) return undefined;
  const result: Node[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const end = closes.get(at);
    if (end === undefined) result.push(nodes[at] as Node);
    else {
      result.push(group(kind, nodes.slice(at, end + 1)));
      at = end;
    }
  }
  return result;
}

function closersOf(nodes: readonly Node[], open: string, close: string): Map<number, number> | undefined {
  const opened: { at: number; height: number }[] = [];
  const closes = new Map<number, number>();
  for (const [at, node] of nodes.entries()) {
    if (isSymbol(node, open)) opened.push({ at, height: 0 });
    else if (isSymbol(node, close)) {
      const last = opened.pop();
      if (!last) continue;
      if (last.height >= DEEPEST) return undefined;
      closes.set(last.at, at);
      const around = opened.at(-1);
      if (around) around.height = Math.max(around.height, last.height + 1);
    }
  }
  return closes;
}
