/** A fault of a filter and where it is: characters `from` up to `to`. */
export interface FilterFault {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

export type TokenKind = 'word' | 'text' | 'number' | 'operator' | 'bracket' | 'comma' | 'unclosed';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

// A word may have quoted parts: `metrics.`val loss``, `params."x"`.
const TOKEN =
  /\s+|(?<word>(?:[A-Za-z_][\w-]*)(?:\.(?:`[^`]*`|"[^"]*"|[^\s`"'()<>=!,]*))?(?:\.[^\s`"'()<>=!,]+)*)|(?<text>'[^']*'|"[^"]*")|(?<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]))|(?<operator><=|>=|!=|=|<|>)|(?<bracket>[()])|(?<comma>,)|(?<unclosed>['"`].*)|(?<other>.)/gsuy;

export function tokenize(filter: string): Token[] {
  const tokens: Token[] = [];
  for (const match of filter.matchAll(TOKEN)) {
    const [kind, text] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (kind === undefined || text === undefined) continue;
    tokens.push({
      kind: kind === 'other' ? 'unclosed' : (kind as TokenKind),
      text,
      from: match.index,
      to: match.index + text.length,
    });
  }
  return tokens;
}

const FIELD_KINDS = [
  'metrics',
  'metric',
  'params',
  'param',
  'parameters',
  'parameter',
  'tags',
  'tag',
  'attributes',
  'attribute',
  'attr',
  'run',
  'datasets',
  'dataset',
];
export const ATTRIBUTE_NAMES = [
  'status',
  'run_name',
  'user_id',
  'start_time',
  'end_time',
  'run_id',
  'artifact_uri',
];
const ATTRIBUTE_ALIASES = [
  ...ATTRIBUTE_NAMES,
  'created',
  'Created',
  'run name',
  'Run name',
  'Run Name',
  'Run ID',
];

/** The first fault of a filter for runs; undefined when it is right as far as can be told without the server. */
export function findFault(filter: string): FilterFault | undefined {
  return new Checker(tokenize(filter), filter.length).check();
}

/** Whether a text is a filter at all, or just words to look for in names. */
export function isExpression(text: string): boolean {
  return /[<>=!()]|\b(?:I?LIKE|IN|IS|NOT)\b/i.test(text);
}

class Checker {
  private at = 0;
  private readonly tokens: readonly Token[];
  private readonly end: number;
  constructor(tokens: readonly Token[], end: number) {
    this.tokens = tokens;
    this.end = end;
  }

  check(): FilterFault | undefined {
    if (this.tokens.length === 0) return undefined;
    const fault = this.expression(0);
    if (fault) return fault;
    const rest = this.tokens[this.at];
    if (!rest) return undefined;
    return this.fault(
      rest.text === ')' ? 'This parenthesis was never opened.' : 'Here AND or OR is missing.',
    );
  }

  private expression(depth: number): FilterFault | undefined {
    for (;;) {
      while (this.isWord('NOT')) this.at++;
      const fault = this.isSign('(') ? this.inBrackets(depth) : this.clause();
      if (fault) return fault;
      if (!this.isWord('AND') && !this.isWord('OR')) return undefined;
      this.at++;
    }
  }

  private inBrackets(depth: number): FilterFault | undefined {
    const open = this.tokens[this.at];
    this.at++;
    if (depth > 90) return this.fault('This is nested too deeply.');
    const fault = this.expression(depth + 1);
    if (fault) return fault;
    if (!this.isSign(')')) {
      const rest = this.tokens[this.at];
      return rest
        ? this.fault('Here AND, OR or a closing parenthesis is missing.')
        : { from: open?.from ?? 0, to: open?.to ?? 1, message: 'This parenthesis is never closed.' };
    }
    this.at++;
    return undefined;
  }

  private clause(): FilterFault | undefined {
    const field = this.tokens[this.at];
    if (!field) return this.fault('Here a condition is missing, such as metrics.loss < 0.5.');
    if (field.kind === 'unclosed')
      return this.fault(`This is never closed, or stands in no filter: ${field.text.slice(0, 20)}`);
    if (field.kind !== 'word')
      return this.fault(
        'A condition starts with what it is about: metrics.…, params.…, tags.… or an attribute.',
      );
    const unknown = fieldFault(field);
    if (unknown) return unknown;
    this.at++;
    return this.comparison(field);
  }

  private comparison(field: Token): FilterFault | undefined {
    const isMetric = /^metrics?\./.test(field.text);
    if (this.isWord('IS')) return this.isNull();
    const operator = this.tokens[this.at];
    const isNot = this.isWord('NOT');
    if (isNot) this.at++;
    if (this.isWord('IN')) return this.list();
    if (isNot) return this.fault('After NOT here comes IN.');
    const isLike = this.isWord('LIKE') || this.isWord('ILIKE');
    if (operator?.kind !== 'operator' && !isLike)
      return this.fault(
        `Here a comparison is missing: ${isMetric ? '=, !=, <, <=, > or >=' : '=, !=, LIKE or ILIKE'}.`,
      );
    if (isMetric && isLike)
      return this.fault('Metrics are numbers: compare them with =, !=, <, <=, > or >=.');
    this.at++;
    const value = this.tokens[this.at];
    if (!value)
      return this.fault(
        isMetric ? 'Here a number is missing.' : "Here a value is missing, in quotes: 'value'.",
      );
    if (value.kind === 'unclosed') return this.fault('This quote is never closed.');
    if (isMetric && value.kind !== 'number')
      return this.fault('Metrics are compared with a number, without quotes.');
    if (!isMetric && !isNumberField(field.text) && value.kind !== 'text')
      return this.fault(`Put the value in quotes: '${value.text}'.`);
    if (value.kind !== 'text' && value.kind !== 'number') return this.fault('Here a value is missing.');
    this.at++;
    return undefined;
  }

  private isNull(): FilterFault | undefined {
    this.at++;
    if (this.isWord('NOT')) this.at++;
    if (!this.isWord('NULL')) return this.fault('After IS comes NULL or NOT NULL.');
    this.at++;
    return undefined;
  }

  private list(): FilterFault | undefined {
    this.at++;
    if (!this.isSign('(')) return this.fault("After IN comes a list: ('a', 'b').");
    this.at++;
    for (;;) {
      if (this.tokens[this.at]?.kind !== 'text')
        return this.fault("Here a value in quotes is missing: 'value'.");
      this.at++;
      if (this.isSign(')')) break;
      if (!this.isSign(',')) return this.fault('Here a comma or a closing parenthesis is missing.');
      this.at++;
    }
    this.at++;
    return undefined;
  }

  private isWord(word: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'word' && token.text.toUpperCase() === word;
  }

  private isSign(sign: string): boolean {
    return this.tokens[this.at]?.text === sign;
  }

  private fault(message: string): FilterFault {
    const token = this.tokens[this.at];
    return token
      ? { from: token.from, to: token.to, message }
      : { from: this.end, to: this.end + 1, message };
  }
}

function fieldFault({ text, from, to }: Token): FilterFault | undefined {
  const [kind = '', ...rest] = text.split('.');
  if (rest.length === 0) {
    if (ATTRIBUTE_ALIASES.includes(text)) return undefined;
    return {
      from,
      to,
      message: `There is no attribute ${text}. Write metrics.${text}, params.${text} or tags.${text}, or one of ${ATTRIBUTE_NAMES.slice(0, 5).join(', ')}.`,
    };
  }
  if (rest.join('.') === '') return { from, to, message: `After ${text} comes a key.` };
  if (!FIELD_KINDS.includes(kind))
    return {
      from,
      to: from + kind.length,
      message: `What comes before the dot is metrics, params, tags, attributes or datasets, not ${kind}.`,
    };
  if (/^(?:attr|run)/.test(kind) && !ATTRIBUTE_ALIASES.includes(rest.join('.').replaceAll(/[`"]/g, '')))
    return { from, to, message: `The attributes are ${ATTRIBUTE_NAMES.join(', ')}.` };
  return undefined;
}

function isNumberField(text: string): boolean {
  return /(?:^|\.)(?:start_time|end_time|created)$/i.test(text);
}
