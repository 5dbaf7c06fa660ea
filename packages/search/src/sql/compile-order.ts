import { invalidParameter } from '@millrace/contracts/errors';
import type { OrderBy } from '../parse-order-by.ts';
import type { Parameters } from './parameters.ts';
import type { Searchable, ValueColumn, ValueJoin } from './searchable.ts';
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
  join: ValueJoin = lookedUp,
): CompiledOrder {
  if (orders.length > MOST_ORDERS)
    throw invalidParameter(
      `order_by may have at most ${MOST_ORDERS} clauses, this one has ${orders.length}.`,
    );
  const joins: string[] = [];
  const keys = orders.flatMap((order, index) => {
    const term = entity.sortKeys(order);
    const alias = `o${index + 1}`;
    if (term.of) joins.push(join(alias, parameters.add(order.key, 'text'), term.of));
    return term.keys(alias);
  });
  return { joins: joins.join(' '), keys };
}

/** The value is looked up for each row that the conditions left (OFFSET keeps it from becoming a join of whole tables). */
function lookedUp(alias: string, key: string, { table, column }: ValueColumn): string {
  return `LEFT JOIN LATERAL (SELECT ${column} AS value FROM ${table} WHERE run_id = r.run_id AND key = ${key} OFFSET 0) ${alias} ON true`;
}

/**
 * For all runs of an experiment: what it has of the key is read once. A full join can only be made by hashing or merging, so its cost
 * grows with the number of runs whatever the statistics say; it leaves rows without a run, which the reader must drop.
 */
export function readWhole(experimentId: string): ValueJoin {
  return (alias, key, { table, column }) =>
    `FULL JOIN (SELECT run_id, ${column} AS value FROM ${table} WHERE experiment_id = ${experimentId} AND key = ${key}) ${alias} ON ${alias}.run_id = r.run_id`;
}
