import { EXECUTORS } from '@millrace/contracts/projects/project-runs';
import type { RunnerSettings } from '../settings/runner-settings.ts';
import type { ExecutorSlots } from './runners.repository.ts';

/** How many runs a process runs at once with each executor. One that has 0 is left to other processes. */
export function executorSlots(
  settings: Pick<RunnerSettings, 'MILLRACE_RUNNER_CONCURRENCY' | 'MILLRACE_RUNNER_EXECUTOR_CONCURRENCY'>,
): ExecutorSlots[] {
  const { MILLRACE_RUNNER_CONCURRENCY: each, MILLRACE_RUNNER_EXECUTOR_CONCURRENCY: given } = settings;
  return EXECUTORS.map((name) => ({ name, concurrency: given.get(name) ?? each })).filter(
    ({ concurrency }) => concurrency > 0,
  );
}
