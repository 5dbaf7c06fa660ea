import { group, isKeyword, type Node } from './node.ts';
import { isSpace } from './tokens.ts';

/**
 * The nodes of a statement without spaces, in which `x IN (…)`, `x NOT IN (…)`, `x IS NULL` and `x IS NOT NULL` have
 * become comparisons too (`_join_in_comparison_tokens` of MLflow's search_utils.py; an identifier that starts none of
 * these takes the next two or three nodes with it unseen, as there). With `timestamps`, so have `timestamp` and
 * `timestamp_ms` compared to an integer, which sqlparse takes for a type.
 */
export function joinInComparisons(statement: readonly Node[], timestamps = false): Node[] {
  const nodes = statement.filter((node) => !isSpace(node));
  const joined: Node[] = [];
  let at = 0;
  while (at < nodes.length) {
    const [first, second, third, fourth] = nodes.slice(at, at + 4) as [Node, Node?, Node?, Node?];
    if (!second || !third) {
      joined.push(...nodes.slice(at));
      break;
    }
    if (timestamps && isTimestamp(first)) {
      at += 3;
      if (second.kind === 'comparison' && NUMERIC.has(second.text) && third.kind === 'integer')
        joined.push(group('comparisonGroup', [first, second, third]));
      else joined.push(first, second, third, first);
      continue;
    }
    if (first.kind !== 'identifier') {
      joined.push(first);
      at++;
    } else if (isKeyword(second, 'IN') && third.kind === 'parenthesis') {
      joined.push(group('comparisonGroup', [first, second, third]));
      at += 3;
    } else if (isKeyword(second, 'IS') && isKeyword(third, 'NULL')) {
      joined.push(group('comparisonGroup', [first, { kind: 'keyword', text: 'IS NULL' }]));
      at += 3;
    } else if (isKeyword(second, 'IS') && isKeyword(third, 'NOT NULL')) {
      joined.push(group('comparisonGroup', [first, { kind: 'keyword', text: 'IS NOT NULL' }]));
      at += 3;
    } else if (!fourth) {
      joined.push(first, second, third);
      break;
    } else {
      if (isKeyword(second, 'NOT') && isKeyword(third, 'IN') && fourth.kind === 'parenthesis')
        joined.push(group('comparisonGroup', [first, { kind: 'keyword', text: 'NOT IN' }, fourth]));
      else joined.push(first, second, third, fourth);
      at += 4;
    }
  }
  return joined;
}

const NUMERIC = new Set(['>', '>=', '!=', '=', '<', '<=']);

function isTimestamp(node: Node): boolean {
  return node.kind === 'builtin' && (node.text === 'timestamp' || node.text === 'timestamp_ms');
}
