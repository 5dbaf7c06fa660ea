import { invalidParameter } from '@millrace/contracts/errors';

const LONGEST = 10_000;
const MOST_WILDCARDS = 100;

/**
 * A pattern of LIKE whose cost is bounded: runs of `%` become one (they match the same), and what is left may have so many.
 * Nothing stored is as long as the longest pattern.
 */
export function boundedPattern(pattern: string): string {
  const shorter = pattern.replace(/%+/g, '%');
  const wildcards = shorter.split('%').length - 1;
  if (shorter.length > LONGEST || wildcards > MOST_WILDCARDS)
    throw invalidParameter(
      `A LIKE pattern may have ${LONGEST} characters and ${MOST_WILDCARDS} of '%' at most; this one has ${shorter.length} and ${wildcards}.`,
    );
  return shorter;
}
