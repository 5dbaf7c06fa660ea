import { invalidParameter } from '@millrace/contracts/errors';
import { reprSet } from './python-repr.ts';

export const NUMERIC = ['>', '>=', '!=', '=', '<', '<='] as const;
export const TEXT = ['!=', '=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'] as const;
export const PLAIN_TEXT = ['!=', '=', 'LIKE', 'ILIKE'] as const;
export const NULLABLE_TEXT = [...PLAIN_TEXT, 'IS NULL', 'IS NOT NULL'] as const;

/** Throws unless the comparator is one of them. MLflow forgets the closing quote in some of its messages. */
export function requireComparator(
  comparator: string,
  allowed: readonly string[],
  named: readonly string[] = allowed,
  closed = true,
): void {
  if (!allowed.includes(comparator))
    throw invalidParameter(
      `Invalid comparator '${comparator}' not one of '${reprSet(named)}${closed ? "'" : ''}`,
    );
}
