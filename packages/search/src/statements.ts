import { isSpace, type Token } from './tokens.ts';

/** Splits at semicolons (outside parentheses) and at GO, as sqlparse does. White space alone makes no statement. */
export function splitStatements(tokens: readonly Token[]): Token[][] {
  const statements: Token[][] = [];
  let statement: Token[] = [];
  let depth = 0;
  let ended = false;
  for (const token of tokens) {
    if (ended && token.kind !== 'space' && token.kind !== 'comment') {
      statements.push(statement);
      statement = [];
      depth = 0;
      ended = false;
    }
    statement.push(token);
    if (token.kind === 'punctuation') {
      if (token.text === '(') depth++;
      else if (token.text === ')') depth--;
      else if (token.text === ';' && depth <= 0) ended = true;
    } else if (token.kind === 'keyword' && token.text.toUpperCase().split(/\s/)[0] === 'GO') ended = true;
  }
  if (!statement.every(isSpace)) statements.push(statement);
  return statements;
}
