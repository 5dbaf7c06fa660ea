import type { Parameters } from './parameters.ts';
import type { SortKey } from './sort-keys.ts';

/** The condition that a row comes after the one with these sort values: where the next page starts. */
export function afterSql(
  keys: readonly SortKey[],
  values: readonly unknown[],
  parameters: Parameters,
): string {
  let condition = 'false';
  for (const [index, key] of [...keys.entries()].toReversed()) {
    const value = parameters.add(values[index], key.type);
    const beyond = `${key.sql} ${key.ascending ? '>' : '<'} ${value}`;
    const same = `${key.sql} = ${value}`;
    condition = condition === 'false' ? beyond : `(${beyond} OR (${same} AND ${condition}))`;
    // Said apart too, for an index that starts with this key.
    if (index === 0 && keys.length > 1)
      condition = `${key.sql} ${key.ascending ? '>=' : '<='} ${value} AND ${condition}`;
  }
  return condition;
}
