import { quotedKey } from '../api/filter-text.ts';
import type { Keys, ValueField } from '../api/run-table.ts';
import { ATTRIBUTE_NAMES, type Token, tokenize } from './filter-parser.ts';

/** What can stand at the caret: texts to put in place of the characters `from` up to `to`, or the field whose values can. */
export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly options: readonly string[];
  /** Its values are asked of the server: those with `prefix` in them. */
  readonly valuesOf?: ValueField;
  readonly prefix: string;
}

const MOST = 60;
const METRIC_OPERATORS = ['>', '<', '>=', '<=', '=', '!='];
const TEXT_OPERATORS = ['=', '!=', 'LIKE', 'ILIKE', 'IS NULL', 'IS NOT NULL', 'IN'];
const TIME_OPERATORS = ['>', '<', '>=', '<='];
const STATUSES = ['FINISHED', 'RUNNING', 'FAILED', 'KILLED', 'SCHEDULED'];

/** Finds what may be written at the caret of a filter for runs. */
export function complete(text: string, caret: number, keys: Keys): Completion {
  const before = joined(tokenize(text.slice(0, caret)));
  const last = before.at(-1);
  const isInside =
    last !== undefined && last.to === caret && last.kind !== 'bracket' && last.kind !== 'comma';
  const typed = isInside ? last : undefined;
  const done = typed ? before.slice(0, -1) : before;
  const from = typed?.from ?? caret;
  const place = { from, to: caret, prefix: typed?.text ?? '' };
  const previous = done.at(-1);
  const field = fieldBefore(done);

  if (previous && isComparator(previous) && field) return { ...place, ...values(field, typed) };
  if (previous?.kind === 'word' && isField(previous.text)) {
    const operators = operatorsOf(previous.text);
    return { ...place, options: startingWith(operators, place.prefix) };
  }
  if (
    previous &&
    (previous.kind === 'text' ||
      previous.kind === 'number' ||
      previous.text === ')' ||
      /^null$/i.test(previous.text))
  )
    return { ...place, options: startingWith(['AND', 'OR'], place.prefix) };
  return { ...place, options: fields(keys, place.prefix) };
}

/** A key whose quote is still open belongs to what stands before its dot. */
function joined(tokens: readonly Token[]): Token[] {
  const [field, key] = tokens.slice(-2);
  if (!field?.text.endsWith('.') || key?.kind !== 'unclosed' || field.to !== key.from) return [...tokens];
  return [
    ...tokens.slice(0, -2),
    { kind: 'word', text: field.text + key.text, from: field.from, to: key.to },
  ];
}

function fields(keys: Keys, typed: string): string[] {
  const wanted = typed.toLowerCase().replaceAll(/[`"]/g, '');
  const all = [
    ...keys.metrics.map((key) => `metrics.${quotedKey(key)}`),
    ...keys.params.map((key) => `params.${quotedKey(key)}`),
    ...keys.tags.map((key) => `tags.${quotedKey(key)}`),
    ...ATTRIBUTE_NAMES.map((key) => `attributes.${key}`),
  ];
  const found = all.filter((name) => name.toLowerCase().replaceAll(/[`"]/g, '').includes(wanted));
  // What begins with the text comes first, then what has it after the dot.
  const rank = (name: string): number =>
    name.toLowerCase().startsWith(wanted) ? 0 : name.toLowerCase().includes(`.${wanted}`) ? 1 : 2;
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

function startingWith(options: readonly string[], typed: string): string[] {
  return options.filter((option) => option.toLowerCase().startsWith(typed.toLowerCase()) && option !== typed);
}

function values(
  field: string,
  typed: Token | undefined,
): Pick<Completion, 'options' | 'valuesOf' | 'prefix'> {
  const [kind = '', ...rest] = field.split('.');
  const key = rest.join('.').replaceAll(/^[`"]|[`"]$/g, '');
  const prefix = (typed?.text ?? '').replaceAll(/^['"]|['"]$/g, '');
  const name = rest.length === 0 ? kind : key;
  if (name === 'status' && !/^(?:param|tag|metric)/.test(kind))
    return {
      prefix,
      options: STATUSES.filter((status) => status.startsWith(prefix.toUpperCase())).map(
        (status) => `'${status}'`,
      ),
    };
  if (kind.startsWith('param')) return { prefix, options: [], valuesOf: { kind: 'PARAM', key } };
  if (kind.startsWith('tag')) return { prefix, options: [], valuesOf: { kind: 'TAG', key } };
  if (name === 'user_id' || name === 'run_name')
    return { prefix, options: [], valuesOf: { kind: 'ATTRIBUTE', key: name } };
  return { prefix, options: [] };
}

function operatorsOf(field: string): readonly string[] {
  if (/^metrics?\./.test(field)) return METRIC_OPERATORS;
  return /(?:start|end)_time$/.test(field) ? TIME_OPERATORS : TEXT_OPERATORS;
}

function isField(word: string): boolean {
  return word.includes('.') || ATTRIBUTE_NAMES.includes(word);
}

function isComparator({ kind, text }: Token): boolean {
  return (
    kind === 'operator' || (kind === 'word' && /^(?:i?like|in)$/i.test(text)) || text === '(' || text === ','
  );
}

/** The field that the last comparison is about. */
function fieldBefore(tokens: readonly Token[]): string | undefined {
  for (const { kind, text } of tokens.toReversed()) {
    if (kind === 'word' && isField(text)) return text;
    if (kind === 'word' && /^(?:and|or)$/i.test(text)) return undefined;
  }
  return undefined;
}
