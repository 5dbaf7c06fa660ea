import { invalidParameter } from '@millrace/contracts/errors';
import type { Int64 } from '@millrace/contracts/wire/int64';

const MOST = 50_000;

/** A page's size: 1 to 50,000. Throws INVALID_PARAMETER_VALUE in MLflow's words. */
export function requirePageSize(maxResults: Int64): number {
  if (maxResults < 1) throw invalid(maxResults, 'a positive integer');
  if (maxResults > MOST) throw invalid(maxResults, `at most ${MOST}`);
  return Number(maxResults);
}

function invalid(value: Int64, allowed: string): Error {
  return invalidParameter(
    `Invalid value ${value} for parameter 'max_results' supplied. It must be ${allowed}`,
  );
}
