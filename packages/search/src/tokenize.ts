import { BUILTINS, KEYWORDS, STATEMENT_KEYWORDS } from './keywords.ts';
import { RULES } from './lexical-rules.ts';
import type { Token, TokenKind } from './tokens.ts';

/** More tokens than this are refused, as sqlparse does; `undefined` tells so. */
const MOST_TOKENS = 10_000;

const QUOTES: Readonly<Record<string, TokenKind>> = {
  "'": 'single',
  '"': 'symbol',
  '`': 'name',
  '´': 'name',
};

/** Cuts a filter into tokens, in time linear in its length; undefined when there are too many of them. */
export function tokenize(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  let position = 0;
  let commentMayClose = true;
  while (position < text.length) {
    if (tokens.length >= MOST_TOKENS) return undefined;
    let token: Token | undefined;
    if (commentMayClose && text.startsWith('/*', position)) {
      const end = text.indexOf('*/', position + 2);
      if (end < 0) commentMayClose = false;
      else token = { kind: 'comment', text: text.slice(position, end + 2) };
    }
    token ??= quoted(text, position) ?? byRule(text, position);
    tokens.push(token);
    position += token.text.length;
  }
  return tokens;
}

function byRule(text: string, position: number): Token {
  for (const [pattern, kind] of RULES) {
    pattern.lastIndex = position;
    const match = pattern.exec(text)?.[0];
    if (!match) continue;
    return { kind: kind === 'word' ? kindOfWord(match.toUpperCase()) : kind, text: match };
  }
  return { kind: 'error', text: String.fromCodePoint(text.codePointAt(position) ?? 0) };
}

function kindOfWord(word: string): TokenKind {
  if (KEYWORDS.has(word)) return 'keyword';
  if (BUILTINS.has(word)) return 'builtin';
  if (STATEMENT_KEYWORDS.has(word)) return 'statementKeyword';
  return word === 'DIV' ? 'operator' : 'name';
}

/**
 * Quoted text: a doubled quote, and in `'` and `"` a backslash before the quote, does not end it, unless nothing else
 * does; then the last such one ends it after all.
 */
function quoted(text: string, start: number): Token | undefined {
  const quote = text.charAt(start);
  const kind = QUOTES[quote];
  if (kind === undefined) return undefined;
  const backslashes = kind !== 'name';
  let fallback = -1;
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (backslashes && char === '\\' && text[at + 1] === quote) fallback = ++at;
    else if (char === quote) {
      if (text[at + 1] !== quote) return { kind, text: text.slice(start, at + 1) };
      fallback = at++;
    }
  }
  return fallback < 0 ? undefined : { kind, text: text.slice(start, fallback + 1) };
}
