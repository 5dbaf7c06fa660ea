import { group, type GroupKind, type Node } from './node.ts';
import { isSpace } from './tokens.ts';

type Test = (node: Node) => boolean;

/**
 * Joins `a <middle> b` into a group, from left to right. What was the right side may be the left side of the next one, and
 * the groups then nest (or grow, with `grow`), as in sqlparse's `_group`. With `takesNext`, a right side that fails it is
 * left out of the group.
 */
export function joinMiddle(
  nodes: readonly Node[],
  kind: GroupKind,
  isMiddle: Test,
  isLeft: Test,
  isRight: Test,
  takesNext: Test = () => true,
  nextMayBeMissing = false,
): Node[] {
  const result: Node[] = [];
  // The last node that was no space: where it stands in the result, and what it was before it was grouped.
  let left: { at: number; node: Node } | undefined;
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as Node;
    if (isSpace(node)) {
      result.push(node);
      continue;
    }
    const next = nextOf(nodes, at);
    const right = nodes[next];
    if (left && isMiddle(node) && isLeft(left.node) && (right ? isRight(right) : nextMayBeMissing)) {
      const taken = right !== undefined && takesNext(right);
      const end = taken ? next : at;
      const parts: Node[] = [...result.splice(left.at), ...nodes.slice(at, end + 1)];
      const joined = group(kind, parts);
      left = { at: result.length, node: taken ? right : joined };
      result.push(joined);
      at = end;
    } else {
      left = { at: result.length, node };
      result.push(node);
    }
  }
  return result;
}

function nextOf(nodes: readonly Node[], at: number): number {
  let next = at + 1;
  while (next < nodes.length && isSpace(nodes[next] as Node)) next++;
  return next;
}
