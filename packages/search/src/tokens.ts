/** The kinds of token that sqlparse tells apart, as far as MLflow's filters can feel the difference. */
export type TokenKind =
  | 'space'
  | 'newline'
  | 'comment'
  | 'name'
  | 'builtin'
  | 'placeholder'
  | 'keyword'
  | 'statementKeyword'
  | 'order'
  | 'integer'
  | 'float'
  | 'hexadecimal'
  | 'single'
  | 'symbol'
  | 'comparison'
  | 'operator'
  | 'wildcard'
  | 'assignment'
  | 'punctuation'
  | 'command'
  | 'error';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** White space as sqlparse skips it between tokens. */
export function isSpace(token: { readonly kind: string }): boolean {
  return token.kind === 'space' || token.kind === 'newline';
}
