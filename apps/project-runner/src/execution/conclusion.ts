import type { EndedState } from '@millrace/contracts/projects/project-runs';
import type { Ending } from '../executors/executor.ts';

/** What became of an attempt at a run. */
export interface Conclusion {
  readonly outcome: EndedState;
  /** Why it did not finish. */
  readonly reason?: string;
  readonly exitCode?: number;
  /** Another attempt may do better. */
  readonly mayRetry: boolean;
}

export const CANCELLED: Conclusion = { outcome: 'killed', reason: 'It was cancelled.', mayRetry: false };

/** The attempt was given up: somebody else has the run, or this process stops. */
export class GivenUp extends Error {
  constructor(readonly why: 'lease lost' | 'stopping') {
    super(`The run was given up: ${why}`);
  }
}

/** The run was cancelled. */
export class Cancelled extends Error {}

/** What the ending of a command says of the attempt. */
export function concludeEnding(ending: Ending, lastLines: string): Conclusion {
  if (ending.kind === 'exited' && ending.code === 0)
    return { outcome: 'finished', exitCode: 0, mayRetry: false };
  const lines = lastLines === '' ? ' It printed nothing.' : ` The last it printed:\n${lastLines}`;
  if (ending.kind === 'lost')
    return { outcome: 'failed', reason: `${ending.reason}${lines}`, mayRetry: true };
  if (ending.kind === 'limit')
    return { outcome: 'failed', reason: `${ending.reason} It was ended.${lines}`, mayRetry: false };
  if (ending.kind === 'signalled')
    return {
      outcome: 'failed',
      reason: `The command was ended by ${ending.signal}.${lines}`,
      mayRetry: true,
    };
  return {
    outcome: 'failed',
    exitCode: ending.code,
    reason: `The command ended with code ${ending.code}.${lines}`,
    mayRetry: true,
  };
}
