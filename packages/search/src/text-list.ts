import { invalidParameter } from '@millrace/contracts/errors';
import { reprText } from './python-repr.ts';

const ILL_FORMED =
  'While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list.';
const EMPTY =
  'While parsing a list in the query, expected a non-empty list of string values, but got empty list';
const OTHER_TYPE =
  'While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: ';

const SPACE = /(?:\s|#[^\n]*)*/y;
const NUMBER = /[+-]?(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/iy;
const CONSTANT = /(?:None|True|False)\b/y;
const PREFIX = /(?:u|r)?(?="""|'''|["'])/iy;

/**
 * Reads the text of a parenthesis, `('a', "b")`, as MLflow does: as a literal of Python, with its escapes and with texts
 * side by side being one. Throws INVALID_PARAMETER_VALUE where it is no tuple of texts.
 */
export function readTextList(source: string, mayBeEmpty = false): string[] {
  const reader = new LiteralReader(source);
  const items = reader.parenthesis(0);
  reader.end();
  // A lone item in parentheses is that item, and MLflow makes a list of it again.
  const list = Array.isArray(items) ? items : [items];
  if (list.length === 0 && !mayBeEmpty) throw invalidParameter(EMPTY);
  if (!list.every((item) => typeof item === 'string')) throw invalidParameter(OTHER_TYPE + reprLiteral(list));
  return list;
}

type Literal = string | { readonly other: string } | readonly Literal[];

function reprLiteral(literal: Literal): string {
  if (typeof literal === 'string') return reprText(literal);
  if ('other' in literal) return literal.other;
  return literal.length === 1
    ? `(${reprLiteral(literal[0] ?? '')},)`
    : `(${literal.map(reprLiteral).join(', ')})`;
}

class LiteralReader {
  private at = 0;
  constructor(private readonly source: string) {}

  parenthesis(depth: number): Literal {
    if (depth > 100) throw invalidParameter(ILL_FORMED);
    this.expect('(');
    const items: Literal[] = [];
    let commas = 0;
    while (!this.take(')')) {
      if (items.length > commas) {
        this.expect(',');
        commas++;
        continue;
      }
      items.push(this.item(depth));
    }
    return items.length === 1 && commas === 0 ? (items[0] as Literal) : items;
  }

  end(): void {
    this.match(SPACE);
    if (this.at < this.source.length) throw invalidParameter(ILL_FORMED);
  }

  private item(depth: number): Literal {
    this.match(SPACE);
    if (this.source[this.at] === '(') return this.parenthesis(depth + 1);
    const other = this.match(NUMBER) ?? this.match(CONSTANT);
    if (other !== undefined) return { other };
    let text: string | undefined;
    // Texts side by side are one.
    for (let prefix = this.match(PREFIX); prefix !== undefined; prefix = this.match(PREFIX)) {
      text = (text ?? '') + this.text(prefix.toLowerCase() === 'r');
      this.match(SPACE);
    }
    if (text === undefined) throw invalidParameter(ILL_FORMED);
    return text;
  }

  private text(raw: boolean): string {
    const quote = this.source[this.at] ?? '';
    const triple = this.source.startsWith(quote.repeat(3), this.at);
    const close = triple ? quote.repeat(3) : quote;
    const start = this.at + close.length;
    let end = start;
    while (!this.source.startsWith(close, end)) {
      const char = this.source[end];
      if (char === undefined || (char === '\n' && !triple)) throw invalidParameter(ILL_FORMED);
      end += char === '\\' ? 2 : 1;
    }
    this.at = end + close.length;
    const content = this.source.slice(start, end);
    return raw ? content : unescaped(content);
  }

  private expect(char: string): void {
    if (!this.take(char)) throw invalidParameter(ILL_FORMED);
  }

  private take(char: string): boolean {
    this.match(SPACE);
    if (this.source[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}

const ESCAPE = /\\(?:\r\n|([0-7]{1,3})|x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([\s\S]))/gi;
const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

function unescaped(content: string): string {
  return content.replace(
    ESCAPE,
    (whole, octal?: string, x?: string, u?: string, long?: string, char?: string) => {
      if (char !== undefined) {
        // \x, \u and \U without their digits are errors in Python; what else it does not know it leaves alone.
        if (/[xuUN]/.test(char)) throw invalidParameter(ILL_FORMED);
        return SIMPLE[char] ?? whole;
      }
      const code = octal !== undefined ? parseInt(octal, 8) : parseInt(x ?? u ?? long ?? '', 16);
      if (Number.isNaN(code)) return '';
      if (code > 0x10ffff) throw invalidParameter(ILL_FORMED);
      return String.fromCodePoint(code);
    },
  );
}
