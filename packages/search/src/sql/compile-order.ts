import { invalidParameter } from '@millrace/contracts/errors';
import type { OrderBy } from '../parse-order-by.ts';
import type { Parameters } from './parameters.ts';
import type { Searchable } from './searchable.ts';
import type { SortKey } from './sort-keys.ts';

const MOST_ORDERS = 50;

export interface CompiledOrder {
  /** Joins to stand behind the searched table in FROM. */
  readonly joins: string;
  readonly keys: readonly SortKey[];
}

/** Makes sort keys of order_by; the caller adds the entity's tie-breakers. */
export function compileOrder(
  entity: Searchable,
  orders: readonly OrderBy[],
  parameters: Parameters,
): CompiledOrder {
  if (orders.length > MOST_ORDERS)
    throw invalidParameter(
      `order_by may have at most ${MOST_ORDERS} clauses, this one has ${orders.length}.`,
    );
  const joins: string[] = [];
  const keys = orders.flatMap((order, index) => {
    const term = entity.sortKeys(order);
    const alias = `o${index + 1}`;
    if (term.join) joins.push(term.join(alias, parameters.add(order.key, 'text')));
    return term.keys(alias);
  });
  return { joins: joins.join(' '), keys };
}
