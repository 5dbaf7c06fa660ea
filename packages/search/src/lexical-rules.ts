import type { TokenKind } from './tokens.ts';

/** `word`: a keyword, the name of a type or a plain name, as the lists of words have it. */
export type Rule = readonly [pattern: RegExp, kind: TokenKind | 'word'];

// Python's \w and \b know letters of every script; JavaScript's do not.
const W = String.raw`[\p{L}\p{N}\p{Mn}\p{Mc}_]`;
const B = `(?!${W})`;
const LETTER = 'A-ZÀ-Ü';

const rule = (pattern: string, kind: Rule[1]): Rule => [new RegExp(pattern, 'iuy'), kind];
const phrase = (pattern: string, kind: Rule[1] = 'keyword'): Rule =>
  rule(pattern.replaceAll(' ', String.raw`\s+`) + B, kind);

/**
 * What a token looks like, first match first: the rules of sqlparse 0.6.1's lexer, save for quoted text and block comments,
 * which are scanned by hand. None of these patterns takes more than linear time.
 */
export const RULES: readonly Rule[] = [
  rule(String.raw`(?:--|# ).*?(?:\r\n|\r|\n|$)`, 'comment'),
  rule(String.raw`\r\n|\r|\n`, 'newline'),
  rule(String.raw`\s`, 'space'),
  rule(':=', 'assignment'),
  rule('::', 'punctuation'),
  rule(String.raw`\*`, 'wildcard'),
  rule(String.raw`\?`, 'placeholder'),
  rule(String.raw`%(?:\(${W}+\))?s`, 'placeholder'),
  rule(String.raw`(?<!${W})[$:?]${W}+`, 'placeholder'),
  rule(String.raw`\\${W}+`, 'command'),
  phrase('(?:CASE|IN|VALUES|USING|FROM|AS)'),
  rule(`(?:@|##|#)[${LETTER}]${W}+`, 'name'),
  // Before a dot, after a dot and before a parenthesis a word is a name, even where it is a keyword.
  rule(String.raw`[${LETTER}]${W}*(?=\s*\.(?!\d))`, 'name'),
  rule(String.raw`(?<=\.)[${LETTER}]${W}*`, 'name'),
  rule(String.raw`[${LETTER}]${W}*(?=\()`, 'name'),
  rule(String.raw`-?0x[\dA-F]+`, 'hexadecimal'),
  rule(String.raw`-?\d+(?:\.\d+)?E-?\d+`, 'float'),
  rule(String.raw`(?![_${LETTER}])-?(?:\d+(?:\.\d*)|\.\d+)(?![_${LETTER}])`, 'float'),
  rule(String.raw`(?![_${LETTER}])-?\d+(?![_${LETTER}])`, 'integer'),
  rule(String.raw`(?<![${W.slice(1, -1)}\])])\[[^\]\[]+\]`, 'name'),
  phrase('(?:(?:LEFT |RIGHT |FULL )?(?:INNER |OUTER |STRAIGHT )?|(?:CROSS |NATURAL )?)?JOIN'),
  phrase('END(?: IF| LOOP| WHILE| FOR| CASE)?'),
  phrase('IF (?:NOT )?EXISTS'),
  phrase('NOT NULL'),
  phrase('(?:ASC|DESC)(?: NULLS (?:FIRST|LAST))?', 'order'),
  phrase('NULLS (?:FIRST|LAST)', 'order'),
  phrase('(?:UNION ALL|GROUP BY|ORDER BY|PRIMARY KEY|HANDLER FOR)'),
  phrase('CREATE(?: OR REPLACE)?', 'statementKeyword'),
  phrase('DOUBLE PRECISION', 'builtin'),
  rule(String.raw`GO\s\d+${B}`, 'keyword'),
  phrase('(?:NOT )?(?:LIKE|ILIKE|RLIKE)', 'comparison'),
  phrase('(?:NOT )?REGEXP(?: BINARY)?', 'comparison'),
  rule(`${W}[$#${W.slice(1)}*`, 'word'),
  rule(String.raw`[;:()\[\],.]`, 'punctuation'),
  rule(String.raw`->>?|#>>?|@>|<@|\?\|?|\?&|-|#-`, 'operator'),
  rule('[<>=~!]+', 'comparison'),
  rule(String.raw`[+/@#%^&|\-]+`, 'operator'),
];
