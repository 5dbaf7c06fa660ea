import { group, type GroupKind, isKeyword, isSymbol, type Node } from './node.ts';
import { joinMiddle } from './join-middle.ts';
import { bracketed } from './brackets.ts';
import { isSpace, type Token } from './tokens.ts';

const has = (...kinds: readonly Node['kind'][]): ((node: Node) => boolean) => {
  const set = new Set(kinds);
  return (node) => set.has(node.kind);
};

const isName = has('name', 'symbol', 'identifier', 'brackets');
const isAfterDot = has('name', 'symbol', 'wildcard', 'single', 'function', 'brackets');
const isNumberOrText = has('integer', 'float', 'single', 'symbol', 'name', 'placeholder');
const isGroup = has('parenthesis', 'function', 'identifier', 'operation', 'typedLiteral');
const isOperand = (node: Node): boolean => isNumberOrText(node) || isGroup(node);
const canBeListed = has(
  ...(['function', 'identifier', 'comparisonGroup', 'identifierList', 'operation', 'commentGroup'] as const),
  ...(['integer', 'float', 'single', 'symbol', 'name', 'placeholder'] as const),
  ...(['keyword', 'comment', 'wildcard'] as const),
);
const canBeAliased = has(
  ...(['parenthesis', 'function', 'identifier', 'operation', 'comparisonGroup'] as const),
  ...(['integer', 'float', 'hexadecimal'] as const),
);

/**
 * Groups the tokens of one statement as sqlparse 0.6.1 does, in the order of its passes (engine/grouping.py), as far as a
 * filter can tell: comparisons, and what stands between them. Undefined where parentheses nest deeper than it goes.
 */
export function groupTokens(tokens: readonly Token[]): Node[] | undefined {
  let nodes = bracketed(groupComments(tokens));
  if (!nodes) return undefined;
  nodes = pairUp(nodes, has('name', 'builtin', 'placeholder'), has('parenthesis'), 'function');
  nodes = groupWhere(nodes);
  const isDot = (node: Node): boolean =>
    isSymbol(node, '.') || (node.kind === 'operator' && (node.text === '->' || node.text === '->>'));
  nodes = joinMiddle(nodes, 'identifier', isDot, isName, () => true, isAfterDot, true);
  nodes = groupIndexes(nodes);
  nodes = nodes.map((node) =>
    node.kind === 'name' || node.kind === 'symbol' ? group('identifier', [node]) : node,
  );
  nodes = groupOrder(nodes);
  const anything = (): boolean => true;
  nodes = joinMiddle(nodes, 'identifier', (node) => isSymbol(node, '::'), anything, anything);
  nodes = pairUp(nodes, has('builtin'), has('single'), 'typedLiteral', true);
  const isValue = (node: Node): boolean => isOperand(node) || node.kind === 'brackets';
  nodes = joinMiddle(nodes, 'operation', has('operator', 'wildcard'), isValue, isValue);
  const comparable = (node: Node): boolean => isOperand(node) || isKeyword(node, 'NULL');
  nodes = joinMiddle(nodes, 'comparisonGroup', has('comparison'), comparable, comparable);
  const beforeAs = (node: Node): boolean => node.kind !== 'keyword' && node.kind !== 'order';
  nodes = joinMiddle(nodes, 'identifier', (node) => isKeyword(node, 'AS'), beforeAs, anything);
  nodes = pairUp(nodes, canBeAliased, has('identifier'), 'identifier');
  const notKeyword = (node: Node): boolean => node.kind !== 'keyword';
  nodes = joinMiddle(nodes, 'assignment', has('assignment'), notKeyword, notKeyword);
  nodes = alignComments(nodes);
  return joinMiddle(nodes, 'identifierList', (node) => isSymbol(node, ','), canBeListed, canBeListed);
}

/** A run of comments that something follows becomes one group; at the very end they stay as they are. */
function groupComments(tokens: readonly Node[]): Node[] {
  const nodes: Node[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Node;
    let end = at;
    if (token.kind === 'comment')
      while (tokens[end]?.kind === 'comment' || tokens[end]?.kind === 'newline') end++;
    if (end === at || end === tokens.length) nodes.push(token);
    else {
      nodes.push(group('commentGroup', tokens.slice(at, end)));
      at = end - 1;
    }
  }
  return nodes;
}

/** Joins each `first` with the `second` that follows it. */
function pairUp(
  nodes: readonly Node[],
  first: (node: Node) => boolean,
  second: (node: Node) => boolean,
  kind: GroupKind,
  notAtStart = false,
): Node[] {
  const result: Node[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as Node;
    let next = at + 1;
    while (next < nodes.length && isSpace(nodes[next] as Node)) next++;
    const follower = nodes[next];
    const preceded = !notAtStart || result.some((each) => !isSpace(each));
    if (follower && preceded && first(node) && second(follower)) {
      result.push(group(kind, nodes.slice(at, next + 1)));
      at = next;
    } else result.push(node);
  }
  return result;
}

/** `x DESC`, and `x DESC ASC` too. */
function groupOrder(nodes: readonly Node[]): Node[] {
  const canBeOrdered = has('identifier', 'integer', 'float', 'hexadecimal');
  const result: Node[] = [];
  for (const node of nodes) {
    const before = node.kind === 'order' ? result.findLastIndex((each) => !isSpace(each)) : -1;
    const previous = result[before];
    if (previous && canBeOrdered(previous))
      result.push(group('identifier', [...result.splice(before), node]));
    else result.push(node);
  }
  return result;
}

const ENDS_WHERE = new Set(
  'ORDER BY,GROUP BY,LIMIT,UNION,UNION ALL,EXCEPT,INTERSECT,HAVING,RETURNING,INTO'.split(','),
);

function groupWhere(nodes: readonly Node[]): Node[] {
  const start = nodes.findIndex((node) => isKeyword(node, 'WHERE'));
  if (start < 0) return [...nodes];
  const isEnd = (node: Node): boolean => node.kind === 'keyword' && ENDS_WHERE.has(node.text.toUpperCase());
  const length = nodes.slice(start).findIndex(isEnd);
  const end = length < 0 ? nodes.length : start + length;
  return [...nodes.slice(0, start), group('where', nodes.slice(start, end)), ...nodes.slice(end)];
}

/** `x[0]` is one identifier. */
function groupIndexes(nodes: readonly Node[]): Node[] {
  const isIndexed = has('brackets', 'identifier', 'function', 'name', 'symbol');
  const result: Node[] = [];
  for (const node of nodes) {
    const before = node.kind === 'brackets' ? result.findLastIndex((each) => !isSpace(each)) : -1;
    const previous = result[before];
    if (previous && isIndexed(previous)) result.push(group('identifier', [...result.splice(before), node]));
    else result.push(node);
  }
  return result;
}

/** A comment behind a group becomes part of it, which spoils a comparison. */
function alignComments(nodes: readonly Node[]): Node[] {
  const result: Node[] = [];
  for (const node of nodes) {
    const before = result.findLastIndex((each) => !isSpace(each));
    const previous = result[before];
    if (node.kind !== 'commentGroup' || !previous?.parts) result.push(node);
    else
      result.push(
        group(previous.kind as GroupKind, [...previous.parts, ...result.splice(before).slice(1), node]),
      );
  }
  return result;
}
