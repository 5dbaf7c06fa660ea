import type { RunFields } from '@millrace/contracts/tracking/runs';
import type { MessageOf } from '@millrace/contracts/wire/field';

/** What of a run's data a search returns, as conditions and the lists that they compare with. */
export interface LeanSql {
  readonly metrics: string;
  readonly params: string;
  readonly tags: string;
  readonly values: readonly (readonly string[])[];
}

/** Conditions that choose the asked for metrics, params and tags; `first` is the number of the first parameter. */
export function leanSql(fields: MessageOf<typeof RunFields>, first: number): LeanSql {
  const values: (readonly string[])[] = [];
  const condition = (column: string, keys: readonly string[]): string => {
    if (keys.includes('*')) return 'true';
    // A key with U+0000 is nobody's, and PostgreSQL would not take it.
    const known = keys.filter((key) => !key.includes('\0'));
    if (known.length === 0) return 'false';
    values.push(known);
    return `${column} = ANY($${first + values.length - 1}::text[])`;
  };
  return {
    metrics: condition('s.key', fields.metrics),
    params: condition('p.key', fields.params),
    tags: condition('t.key', fields.tags),
    values,
  };
}
