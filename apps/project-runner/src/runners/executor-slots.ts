import { EXECUTORS } from '@millrace/contracts/projects/executor-config';
import type { RunnerSettings } from '../settings/runner-settings.ts';
import type { ExecutorSlots } from './runners.repository.ts';

/** How many runs a process runs at once with each executor. One that has 0, or is not set up, is left to other processes. */
export function executorSlots(
  settings: Pick<
    RunnerSettings,
    'MILLRACE_RUNNER_CONCURRENCY' | 'MILLRACE_RUNNER_EXECUTOR_CONCURRENCY' | 'MILLRACE_RUNNER_KUBERNETES'
  >,
): ExecutorSlots[] {
  const { MILLRACE_RUNNER_CONCURRENCY: each, MILLRACE_RUNNER_EXECUTOR_CONCURRENCY: given } = settings;
  const setUp = EXECUTORS.filter(
    (name) => name !== 'kubernetes' || settings.MILLRACE_RUNNER_KUBERNETES.length > 0,
  );
  return setUp
    .map((name) => ({ name, concurrency: given.get(name) ?? each }))
    .filter(({ concurrency }) => concurrency > 0);
}
