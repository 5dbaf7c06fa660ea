import { invalidParameter } from '@millrace/contracts/errors';

/** The most runs whose histories are sampled in one request. */
export const MAX_RUNS = 100;
/** The most points of each of them. */
export const MAX_SAMPLED_POINTS = 2_500;

export function tooManyRuns(count: number): string {
  return `GetMetricHistoryBulkInterval request must specify at most ${MAX_RUNS} run_ids. Received ${count} run_ids.`;
}

/** The steps from `first` to `last`, both or neither given. Throws INVALID_PARAMETER_VALUE in MLflow's words. */
export function stepRange(
  first: number | undefined,
  last: number | undefined,
): { first: number; last: number } | undefined {
  if (first === undefined && last === undefined) return undefined;
  if (first === undefined || last === undefined)
    throw invalidParameter('If either start step or end step are specified, both must be specified.');
  if (first > last)
    throw invalidParameter(
      `end_step must be greater than start_step. Found start_step=${first} and end_step=${last}.`,
    );
  return { first, last };
}
