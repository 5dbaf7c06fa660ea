import type { Parameters } from './parameters.ts';
import type { SortKey } from './sort-keys.ts';

/** The condition that a row comes after the one with these sort values, null where it has none: where the next page starts. */
export function afterSql(
  keys: readonly SortKey[],
  values: readonly unknown[],
  parameters: Parameters,
): string {
  let condition = 'false';
  for (const [index, key] of [...keys.entries()].toReversed()) {
    if (values[index] === null) {
      condition = `(${key.sql} IS NULL AND ${condition})`;
      continue;
    }
    const value = parameters.add(values[index], key.type);
    const larger = `${key.sql} ${key.ascending ? '>' : '<'} ${value}`;
    const beyond = key.nullable ? `${larger} OR ${key.sql} IS NULL` : larger;
    const same = `${key.sql} = ${value}`;
    condition = condition === 'false' ? `(${beyond})` : `(${beyond} OR (${same} AND ${condition}))`;
    // Said apart too, for an index that starts with this key.
    if (index === 0 && keys.length > 1 && !key.nullable)
      condition = `${key.sql} ${key.ascending ? '>=' : '<='} ${value} AND ${condition}`;
  }
  return condition;
}
