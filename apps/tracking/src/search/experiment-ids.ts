import { invalidParameter } from '@millrace/contracts/errors';
import { parseExperimentId } from '@millrace/search/entities/experiment';

const INT64 = 2n ** 63n;
/** Experiments are numbered in 32 bits: no larger one is there. */
const LARGEST = 2n ** 31n - 1n;

/**
 * The ids of a request as numbers, each once, without those too large for any experiment. Throws
 * INVALID_PARAMETER_VALUE for text that is no integer.
 */
export function readExperimentIds(ids: readonly string[]): number[] {
  const numbers = ids.map((id) => BigInt(parseExperimentId(id)));
  const tooLarge = numbers.find((id) => id < -INT64 || id >= INT64);
  if (tooLarge !== undefined)
    throw invalidParameter(`Invalid experiment ID '${tooLarge}'. Experiment ID must be a 64-bit integer.`);
  return [...new Set(numbers)].filter((id) => id >= 0n && id <= LARGEST).map(Number);
}
