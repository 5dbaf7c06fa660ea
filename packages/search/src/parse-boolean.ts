import { invalidParameter } from '@millrace/contracts/errors';
import { type Filter, NO_FILTER } from './filter.ts';
import { isSpace, type Token } from './tokens.ts';

const DEEPEST = 100;

/**
 * Millrace's own part of the grammar: `OR`, `NOT` and parentheses around clauses; NOT binds tighter than AND, AND tighter
 * than OR. Undefined where a filter has none of these or they are not well-formed: then MLflow's message stands. Errors of
 * the clauses themselves are thrown.
 */
export function parseBoolean(
  tokens: readonly Token[],
  parseClause: (tokens: readonly Token[]) => Filter,
): Filter | undefined {
  // The form is looked at first, so that a clause is blamed only where the rest is in order.
  const form = new BooleanParser(tokens, () => NO_FILTER);
  if (!form.isExtended() || !form.parse()) return undefined;
  return new BooleanParser(tokens, parseClause).parse();
}

type Word = 'AND' | 'OR' | 'NOT';

class BooleanParser {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly parseClause: (tokens: readonly Token[]) => Filter,
  ) {}

  /** Has an OR somewhere, or a NOT or a parenthesis where a clause would start. */
  isExtended(): boolean {
    let atStart = true;
    for (const [at, token] of this.tokens.entries()) {
      if (isSpace(token)) continue;
      const word = this.wordAt(at);
      if (word === 'OR' || (atStart && (word === 'NOT' || this.is('(', at)))) return true;
      atStart = word === 'AND';
    }
    return false;
  }

  parse(): Filter | undefined {
    const filter = this.or(0);
    this.skipSpace();
    return this.at === this.tokens.length ? filter : undefined;
  }

  private or(depth: number): Filter | undefined {
    return this.joined('or', 'OR', () => this.and(depth));
  }

  private and(depth: number): Filter | undefined {
    return this.joined('and', 'AND', () => this.not(depth));
  }

  private joined(kind: 'and' | 'or', word: Word, part: () => Filter | undefined): Filter | undefined {
    const parts: Filter[] = [];
    do {
      const next = part();
      if (!next) return undefined;
      parts.push(next);
    } while (this.take(word));
    return parts.length === 1 ? parts[0] : { kind, parts };
  }

  private not(depth: number): Filter | undefined {
    if (depth > DEEPEST)
      throw invalidParameter(`The filter nests parentheses and NOT deeper than ${DEEPEST} levels.`);
    if (this.take('NOT')) {
      const part = this.not(depth + 1);
      return part && { kind: 'not', part };
    }
    this.skipSpace();
    if (!this.is('(')) return this.clause();
    this.at++;
    const inner = this.or(depth + 1);
    this.skipSpace();
    if (!inner || !this.is(')')) return undefined;
    this.at++;
    return inner;
  }

  /** A clause ends before AND, OR or a parenthesis that was opened outside it; `x IN (…)` and `x NOT IN (…)` are whole. */
  private clause(): Filter | undefined {
    const start = this.at;
    let open = 0;
    for (; this.at < this.tokens.length; this.at++) {
      if (this.is('(')) open++;
      else if (this.is(')') && open-- === 0) break;
      else if (open === 0 && (this.wordAt(this.at) === 'AND' || this.wordAt(this.at) === 'OR')) break;
    }
    const tokens = this.tokens.slice(start, this.at);
    return open > 0 || tokens.every(isSpace) ? undefined : this.parseClause(tokens);
  }

  private take(word: Word): boolean {
    this.skipSpace();
    if (this.wordAt(this.at) !== word) return false;
    this.at++;
    return true;
  }

  /** The lexer takes a word before a parenthesis for a name; one beside a dot is one. */
  private wordAt(at: number): Word | undefined {
    const token = this.tokens[at];
    if (token?.kind !== 'keyword' && token?.kind !== 'name') return undefined;
    const word = token.text.toUpperCase();
    if (word !== 'AND' && word !== 'OR' && word !== 'NOT') return undefined;
    return this.is('.', at - 1) || this.is('.', at + 1) ? undefined : word;
  }

  private is(symbol: string, at = this.at): boolean {
    const token = this.tokens[at];
    return token?.kind === 'punctuation' && token.text === symbol;
  }

  private skipSpace(): void {
    while (this.at < this.tokens.length && isSpace(this.tokens[this.at] as Token)) this.at++;
  }
}
