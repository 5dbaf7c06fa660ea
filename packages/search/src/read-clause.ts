import { invalidParameter } from '@millrace/contracts/errors';
import type { Comparison, Field, NumberValue, Value } from './filter.ts';
import type { Node } from './node.ts';
import { readTextList } from './text-list.ts';

/** Reads a clause by an entity's rules for its two sides; `nullable` is given where IS [NOT] NULL exists, and throws. */
export function readClause(
  parts: readonly Node[],
  readField: (text: string) => Field,
  readValue: (field: Field, node: Node) => Value,
  nullable?: (field: Field) => void,
): Comparison {
  const [left, comparator, right] = parts as [Node, Node, Node?];
  const isNull = parts.length === 2 && ['IS NULL', 'IS NOT NULL'].includes(comparator.text.toUpperCase());
  if (parts.length !== 3 && !isNull)
    throw invalidParameter(`Invalid comparison clause. Expected 3 tokens found ${parts.length}`);
  if (left.kind !== 'identifier')
    throw invalidParameter(`Invalid comparison clause. Expected 'Identifier' found '${left.text}'`);
  if (!right) {
    if (!nullable)
      throw invalidParameter(`${comparator.text.toUpperCase()} is not supported here: '${left.text}'`);
    const field = readField(left.text);
    nullable(field);
    return { kind: 'comparison', ...field, comparator: comparator.text.toUpperCase(), value: null };
  }
  const field = readField(left.text);
  return { kind: 'comparison', ...field, comparator: comparator.text, value: readValue(field, right) };
}

/** A quoted text, or a name that may be in quotes. */
export function isTextLike(node: Node): boolean {
  return node.kind === 'single' || node.kind === 'identifier';
}

export function isNumeric(node: Node): boolean {
  return node.kind === 'integer' || node.kind === 'float';
}

/** The text between the quotes; nothing in it is unescaped. */
export function quotedText(node: Node): string {
  const bare = unquoted(node.text);
  if (bare === node.text)
    throw invalidParameter(
      `Parameter value is either not quoted or unidentified quote types used for string value ${node.text}. Use either single or double quotes.`,
    );
  return bare;
}

export function textList(node: Node): readonly string[] {
  return readTextList(node.text);
}

export function numberOf(node: Node): NumberValue {
  return { number: node.kind === 'integer' ? 'integer' : 'float', digits: node.text };
}

function isQuoted(text: string, quote: string): boolean {
  return text.length >= 2 && text.startsWith(quote) && text.endsWith(quote);
}

export function unquoted(text: string): string {
  return isQuoted(text, "'") || isQuoted(text, '"') ? text.slice(1, -1) : text;
}

export function withoutBackticks(text: string): string {
  return isQuoted(text, '`') ? text.slice(1, -1) : text;
}

/** A key as it is meant: without its quotes, then without its backticks. */
export function keyOf(text: string): string {
  return withoutBackticks(unquoted(text));
}

/** `a.b.c` is `a` and `b.c`. */
export function splitOnce(text: string): [string] | [string, string] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
