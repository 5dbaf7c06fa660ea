import { ATTRIBUTE_NOT_FOUND, invalidParameter, MlflowError } from '@millrace/contracts/errors';
import type { SearchLoggedModelsOrderBy } from '@millrace/contracts/tracking/logged-models';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { loggedModelColumnKeys, loggedModelMetricOrder } from '@millrace/search/sql/logged-model-search';
import type { Parameters } from '@millrace/search/sql/parameters';
import { sortKey, type SortKey } from '@millrace/search/sql/sort-keys';

const MOST_ORDERS = 50;
const ALIASES: Readonly<Record<string, string>> = {
  creation_time: 'creation_timestamp_ms',
  creation_timestamp: 'creation_timestamp_ms',
  last_updated_timestamp: 'last_updated_timestamp_ms',
};
const TIE_BREAKERS = [sortKey('m.created_ms', 'bigint', false), sortKey('m.model_id', 'text', true)];

/** What a search for logged models is sorted by: columns and metrics, then newest first. */
export function loggedModelOrder(
  orders: readonly MessageOf<typeof SearchLoggedModelsOrderBy>[],
  parameters: Parameters,
): { joins: string; keys: readonly SortKey[] } {
  if (orders.length > MOST_ORDERS)
    throw invalidParameter(
      `order_by may have at most ${MOST_ORDERS} clauses, this one has ${orders.length}.`,
    );
  const joins: string[] = [];
  const keys = orders.flatMap((order, index) => {
    const { field_name: name = '', ascending = true } = order;
    const dot = name.indexOf('.');
    if (dot < 0) {
      const column = loggedModelColumnKeys(ALIASES[name] ?? name, ascending);
      if (!column)
        throw new MlflowError(
          'INVALID_PARAMETER_VALUE',
          `Invalid order by field name: ${name}`,
          undefined,
          ATTRIBUTE_NOT_FOUND,
        );
      return column;
    }
    if (name.slice(0, dot) !== 'metrics')
      throw invalidParameter(`Invalid order by field name: ${name}. Only metrics are supported.`);
    const dataset = { name: order.dataset_name ?? '', digest: order.dataset_digest ?? '' };
    const alias = `o${index + 1}`;
    const metric = loggedModelMetricOrder(alias, name.slice(dot + 1), dataset, ascending, parameters);
    joins.push(metric.join);
    return metric.keys;
  });
  const missing = TIE_BREAKERS.filter(({ sql }) => !keys.some((key) => key.sql === sql));
  return { joins: joins.join(' '), keys: [...keys, ...missing] };
}
