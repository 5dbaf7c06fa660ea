import { invalidParameter } from '@millrace/contracts/errors';

/** The values of a statement's `$1`, `$2`, …: nothing a user wrote is ever part of the statement itself. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and returns its placeholder; `type` is PostgreSQL's, and casts it. */
  add(value: unknown, type?: string): string {
    for (const item of Array.isArray(value) ? value : [value]) rejectNul(item);
    this.values.push(value);
    return `$${this.values.length}${type ? `::${type}` : ''}`;
  }
}

/** PostgreSQL's text cannot hold it, so that nothing stored could match it either. */
function rejectNul(value: unknown): void {
  if (typeof value === 'string' && value.includes('\0'))
    throw invalidParameter('A value to search for must not contain the character U+0000.');
}
