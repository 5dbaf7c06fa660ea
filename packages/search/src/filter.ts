/** A filter as a tree. MLflow's own grammar gives only an `and` of comparisons; the rest is Millrace's. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | Comparison;

/** `metrics.loss > 0.1`: which field, how it is compared, and with what. */
export interface Comparison extends Field {
  readonly kind: 'comparison';
  /** As it was written: entities differ in whether `like` will do for `LIKE`. */
  readonly comparator: string;
  readonly value: Value;
}

/** `attribute` `status`, `metric` `loss`: the kinds are an entity's own. */
export interface Field {
  readonly type: string;
  readonly key: string;
}

/** `null` with IS NULL and IS NOT NULL; a list with IN and NOT IN. Integers keep their digits. */
export type Value = null | string | readonly string[] | NumberValue;

export interface NumberValue {
  readonly number: 'integer' | 'float';
  /** As written: `1`, `-.5`, `1e400`. */
  readonly digits: string;
}

export const NO_FILTER: Filter = { kind: 'and', parts: [] };

/** Every comparison of a filter, from left to right. */
export function comparisonsOf(filter: Filter): Comparison[] {
  const found: Comparison[] = [];
  const pending: Filter[] = [filter];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.kind === 'comparison') found.push(next);
    else if (next.kind === 'not') pending.push(next.part);
    else pending.push(...next.parts.toReversed());
  }
  return found;
}

export function isNumber(value: Value): value is NumberValue {
  return value !== null && typeof value === 'object' && 'number' in value;
}

export function isList(value: Value): value is readonly string[] {
  return Array.isArray(value);
}
