import { invalidParameter } from '@millrace/contracts/errors';
import type { Field } from './filter.ts';
import { groupTokens } from './group-tokens.ts';
import type { Node } from './node.ts';
import { shellWords } from './shell-words.ts';
import { splitStatements } from './statements.ts';
import { tokenize } from './tokenize.ts';
import { isSpace } from './tokens.ts';

export interface OrderBy extends Field {
  readonly ascending: boolean;
}

/**
 * Reads one clause of order_by, `metrics.loss DESC`; `readField` reads its key. Throws INVALID_PARAMETER_VALUE in
 * MLflow's words.
 */
export function parseOrderBy(clause: string, readField: (text: string) => Field): OrderBy {
  const { key, ascending } = splitOrderBy(clause);
  return { ...readField(key.trim()), ascending };
}

/** The key of a clause as it was written (without its quotes, if a direction follows) and the direction. */
export function splitOrderBy(clause: string): { key: string; ascending: boolean } {
  const text = onlyIdentifier(clause);
  const words = shellWords(text.replaceAll('`', '"'));
  if (!words || words.length > 2) throw unparsed(clause);
  if (words.length < 2) return { key: text, ascending: true };
  const [key, direction] = words as [string, string];
  const lower = direction.toLowerCase();
  if (lower !== 'asc' && lower !== 'desc')
    throw invalidParameter(`Invalid ordering key in order_by clause '${clause}'.`);
  return { key, ascending: lower === 'asc' };
}

function onlyIdentifier(clause: string): string {
  const tokens = tokenize(clause);
  const nodes = tokens && statementOf(splitStatements(tokens).map(groupTokens));
  if (!nodes) throw unparsed(clause);
  const [first, ...rest] = nodes as [Node, ...Node[]];
  if (rest.length === 0 && (first.kind === 'identifier' || isTimestamp(first))) return first.text;
  // `timestamp` is the name of a type to the lexer, so that its direction stands beside it.
  const last = rest.at(-1);
  if (isTimestamp(first) && last?.kind === 'order' && rest.slice(0, -1).every(isSpace))
    return `timestamp ${last.text}`;
  throw unparsed(clause);
}

function statementOf(statements: readonly (Node[] | undefined)[]): Node[] | undefined {
  return statements.length === 1 ? statements[0] : undefined;
}

function isTimestamp(node: Node): boolean {
  return node.kind === 'builtin' && node.text === 'timestamp';
}

function unparsed(clause: string): Error {
  return invalidParameter(`Invalid order_by clause '${clause}'. Could not be parsed.`);
}
