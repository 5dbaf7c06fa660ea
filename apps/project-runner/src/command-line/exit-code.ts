/** As `timeout` and shells have it. */
const TIMED_OUT = 124;
const KILLED = 137;

/** What to exit with once a run or a sweep has ended: with the code of a run's own command, if there is one. */
export function exitCode({
  status,
  exit_code: code,
}: {
  readonly status: string;
  readonly exit_code?: number;
}): number {
  if (status === 'FINISHED') return 0;
  if (status === 'TIMED_OUT') return TIMED_OUT;
  if (status === 'KILLED') return KILLED;
  return code === undefined || code === 0 ? 1 : code;
}
