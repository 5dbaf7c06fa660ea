import type { Token, TokenKind } from './tokens.ts';

/** What neighbouring tokens are grouped into, named as in sqlparse. */
export type GroupKind =
  | 'identifier'
  | 'comparisonGroup'
  | 'parenthesis'
  | 'brackets'
  | 'function'
  | 'operation'
  | 'typedLiteral'
  | 'identifierList'
  | 'where'
  | 'assignment'
  | 'commentGroup';

/** A token, or a group of nodes: only a comparison's parts are looked into, of the others only the text counts. */
export interface Node {
  readonly kind: TokenKind | GroupKind;
  readonly text: string;
  readonly parts?: readonly Node[];
}

export function group(kind: GroupKind, parts: readonly Node[]): Node {
  // Added up, not joined: a chain of groups in groups then costs no copy for each.
  return { kind, text: parts.reduce((text, part) => text + part.text, ''), parts };
}

/** Whether a token is this keyword, in whatever case. */
export function isKeyword(node: Token | Node | undefined, word: string): boolean {
  return node?.kind === 'keyword' && node.text.toUpperCase() === word;
}

export function isSymbol(node: Node | undefined, text: string): boolean {
  return node?.kind === 'punctuation' && node.text === text;
}
