import { invalidParameter } from '@millrace/contracts/errors';
import { strayField } from '@millrace/contracts/projects/executor-config';
import type { CreateProjectRun } from '@millrace/contracts/projects/project-runs';
import type { RunnerSettings } from '../settings/runner-settings.ts';

/** Throws INVALID_PARAMETER_VALUE when a run cannot be submitted to its executor as it is. */
export function checkExecutor(
  { executor, executor_config: config }: Pick<CreateProjectRun, 'executor' | 'executor_config'>,
  settings: Pick<RunnerSettings, 'MILLRACE_RUNNER_KUBERNETES'>,
): void {
  const stray = strayField(executor, config);
  if (stray !== undefined) throw invalidParameter(stray);
  if (executor === 'kubernetes' && settings.MILLRACE_RUNNER_KUBERNETES.length === 0)
    throw invalidParameter(
      "'executor' kubernetes needs a cluster: set MILLRACE_RUNNER_KUBERNETES to a context of the kubeconfig, or to in-cluster.",
    );
}
