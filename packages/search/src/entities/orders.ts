import { invalidParameter } from '@millrace/contracts/errors';
import type { Field } from '../filter.ts';
import { type OrderBy, parseOrderBy, splitOrderBy } from '../parse-order-by.ts';
import { reprList, reprSet } from '../python-repr.ts';
import { EXPERIMENT_KEYS } from './experiment.ts';
import { readRunField, readTaggedField } from './fields.ts';
import { RUN_ORDER_KEYS, runKey } from './run.ts';

/** Reads the order_by of a search for runs: any attribute, metric, param or tag. */
export function parseRunOrder(clauses: readonly string[]): OrderBy[] {
  const orders = clauses.map((clause) => {
    const order = parseOrderBy(clause, (text) => readRunField(text, RUN_ORDER_KEYS));
    if (order.type === 'dataset') throw invalidParameter(`Invalid identifier type '${order.type}'`);
    return { ...order, key: runKey(order.key) };
  });
  return withoutDuplicates(orders, clauses);
}

/** Reads the order_by of a search for experiments: attributes only. */
export function parseExperimentOrder(clauses: readonly string[]): OrderBy[] {
  return clauses.map((clause) => {
    const order = parseOrderBy(clause, (text) => readTaggedField(text, EXPERIMENT_KEYS));
    if (order.type !== 'attribute') throw invalidParameter(`Invalid order_by entity: ${order.type}`);
    return order;
  });
}

/** Reads the order_by of a search for registered models: by `name` or `last_updated_timestamp`. */
export function parseRegisteredModelOrder(clauses: readonly string[]): OrderBy[] {
  const orders = clauses.map((clause) => {
    const { key, ascending } = splitOrderBy(clause);
    return { ...registeredModelField(key.trim()), ascending };
  });
  return withoutDuplicates(orders, clauses);
}

function registeredModelField(key: string): Field {
  if (key === 'timestamp') return { type: 'attribute', key: 'last_updated_timestamp' };
  if (key !== 'name' && key !== 'last_updated_timestamp')
    throw invalidParameter(
      `Invalid order by key '${key}' specified. Valid keys are '${reprSet(['name', 'timestamp'])}'`,
    );
  return { type: 'attribute', key };
}

const VERSION_KEYS = ['name', 'version_number', 'creation_timestamp', 'last_updated_timestamp'];

/** Reads the order_by of a search for model versions. */
export function parseModelVersionOrder(clauses: readonly string[]): OrderBy[] {
  const orders = clauses.map((clause) => {
    const order = parseOrderBy(clause, (text) => readTaggedField(text, VERSION_KEYS));
    if (!VERSION_KEYS.includes(order.key))
      throw invalidParameter(
        `Invalid order by key '${order.key}' specified. Valid keys are ${reprSet(VERSION_KEYS)}`,
      );
    return order;
  });
  return withoutDuplicates(orders, clauses);
}

function withoutDuplicates(orders: OrderBy[], clauses: readonly string[]): OrderBy[] {
  const fields = new Set(orders.map(({ type, key }) => `${type}.${key}`));
  if (fields.size < orders.length)
    throw invalidParameter(`\`order_by\` contains duplicate fields: ${reprList(clauses)}`);
  return orders;
}
