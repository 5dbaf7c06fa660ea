import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import { joinInComparisons } from './clauses.ts';
import { type Comparison, type Filter, NO_FILTER } from './filter.ts';
import type { Grammar } from './grammar.ts';
import { groupTokens } from './group-tokens.ts';
import { isKeyword, type Node } from './node.ts';
import { parseBoolean } from './parse-boolean.ts';
import { reprText } from './python-repr.ts';
import { splitStatements } from './statements.ts';
import { tokenize } from './tokenize.ts';
import { isSpace, type Token } from './tokens.ts';

/**
 * Reads a filter. What MLflow accepts means what it means there; where MLflow would refuse, OR, NOT and parentheses are
 * understood too. Throws INVALID_PARAMETER_VALUE in MLflow's words. Takes time linear in the filter's length.
 */
export function parseFilter(grammar: Grammar, text: string | undefined): Filter {
  if (!text) return NO_FILTER;
  const tokens = tokenize(text);
  if (!tokens) throw unreadable(grammar, text, 'tokens', `Error on parsing filter '${text}'`);
  try {
    return { kind: 'and', parts: parseConjunction(grammar, text, tokens) };
  } catch (error) {
    if (!(error instanceof MlflowError)) throw error;
    const extended = parseBoolean(tokens, (clause) => parseClause(grammar, text, clause));
    if (!extended) throw error;
    return extended;
  }
}

function parseClause(grammar: Grammar, text: string, tokens: readonly Token[]): Comparison {
  const [clause, ...more] = parseConjunction(grammar, text, tokens);
  if (!clause || more.length > 0)
    throw invalidParameter(`Invalid clause(s) in filter string: '${textOf(tokens)}'`);
  return clause;
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => token.text)
    .join('')
    .trim();
}

/** MLflow's own grammar: clauses, with AND between them or (it does not look) without. */
function parseConjunction(grammar: Grammar, text: string, tokens: readonly Token[]): Comparison[] {
  const [statement, ...more] = splitStatements(tokens);
  if (!statement)
    throw unreadable(grammar, text, 'statements', `Invalid filter '${text}'. Could not be parsed.`);
  if (more.length > 0)
    throw unreadable(
      grammar,
      text,
      'statements',
      `Search filter contained multiple expression ${reprText(text)}. Provide AND-ed expression list.`,
    );
  const grouped = groupTokens(statement);
  if (!grouped) throw unreadable(grammar, text, 'tokens', `Error on parsing filter '${text}'`);
  const nodes = joinInComparisons(grouped, grammar.hasTimestamps);
  const invalid = nodes.filter((node) => node.kind !== 'comparisonGroup' && !isKeyword(node, 'AND'));
  if (grammar.oneByOne)
    for (const node of nodes) {
      if (node === invalid[0]) break;
      if (node.kind === 'comparisonGroup') grammar.read(partsOf(node));
    }
  if (invalid.length > 0) {
    const quote = grammar.quotesInvalidClauses ? "'" : '';
    const clauses = invalid.map((node) => quote + node.text + quote).join(', ');
    throw unreadable(grammar, text, 'clauses', `Invalid clause(s) in filter string: ${clauses}`);
  }
  return nodes.filter((node) => node.kind === 'comparisonGroup').map((node) => grammar.read(partsOf(node)));
}

function partsOf(node: Node): Node[] {
  return (node.parts ?? []).filter((part) => !isSpace(part));
}

function unreadable(
  grammar: Grammar,
  text: string,
  why: 'tokens' | 'statements' | 'clauses',
  usual: string,
): MlflowError {
  return invalidParameter(grammar.unreadable?.(text, why) ?? usual);
}
