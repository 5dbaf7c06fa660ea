import type { Tested } from '../load/load.ts';
import type { Tally } from '../load/tally.ts';

export interface Outcome {
  readonly tally: Tally;
  readonly tested: readonly Tested[];
  /** Faults after which service took too long to come back. */
  readonly slow: readonly string[];
  readonly recoverySeconds: number;
}

const MOST_LINES = 20;

/** Prints what was found; true when nothing was. */
export function printOutcome({ tally, tested, slow, recoverySeconds }: Outcome): boolean {
  const { acknowledged, retried, givenUp } = tally;
  console.log(
    `${acknowledged} requests were answered, ${retried} of them after retries; the others took ${tally.quantile(0.5).toFixed(0)} ms (median) and ${tally.quantile(0.99).toFixed(0)} ms (p99).`,
  );
  for (const [why, count] of [...tally.failures]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MOST_LINES))
    console.log(`  failed attempt, ${count} times: ${why}`);
  for (const { kind, acknowledged: count, faults } of tested) {
    console.log(
      `${kind}: ${count} acknowledged, ${faults.length === 0 ? 'all there, once' : `${faults.length} WRONG`}`,
    );
    for (const fault of faults.slice(0, MOST_LINES)) console.log(`  ${fault}`);
  }
  // A dependency that is away is told as such; this is an error that nobody thought of, whose log has its stack.
  const unforeseen = [...tally.failures.keys()].filter((why) =>
    why.includes('"error_code":"INTERNAL_ERROR"'),
  );
  list('kinds of attempts that met an unforeseen error', unforeseen);
  list(`requests that no retry has healed`, givenUp);
  list(`faults after which service took more than ${recoverySeconds} s to be back`, slow);
  return [unforeseen, givenUp, slow, ...tested.map(({ faults }) => faults)].every(
    (found) => found.length === 0,
  );
}

function list(what: string, lines: readonly string[]): void {
  console.log(`${lines.length} ${what}`);
  for (const line of lines.slice(0, MOST_LINES)) console.log(`  ${line}`);
}
