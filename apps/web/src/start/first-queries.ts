import { comparedRunsOf } from '../compare/compared-runs.ts';
import { firstRows } from '../runs-table/first-rows.ts';

/** A question that a page asks as soon as it is shown. */
export interface FirstQuery {
  /** As the page keeps the answer. */
  readonly queryKey: readonly unknown[];
  readonly ask: () => Promise<unknown>;
  /** The answer is the first of several pages. */
  readonly isPaged?: boolean;
}

/** What the page at the address `hash` asks first; empty for pages that are opened less often. */
export function firstQueries(hash: string): readonly FirstQuery[] {
  return [...firstRows(hash), ...comparedRunsOf(hash)];
}
