import { constants } from 'node:os';
import type { Ending } from '../executor.ts';

const FIRST_SIGNAL = 128;

/** What a shell's exit code says: those above 128 stand for signals. */
export function endingOfCode(code: number): Ending {
  const found = Object.entries(constants.signals).find(([, number]) => number === code - FIRST_SIGNAL);
  return found === undefined ? { kind: 'exited', code } : { kind: 'signalled', signal: found[0] };
}
