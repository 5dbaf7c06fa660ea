import type { CreateProjectRun } from '@millrace/contracts/projects/project-runs';
import type { ProjectRun } from './project-run.ts';

/** The request that a run was submitted with. */
export function requestOf(run: ProjectRun): CreateProjectRun {
  return {
    uri: run.uri,
    version: run.version ?? undefined,
    entry_point: run.entryPoint,
    parameters: run.parameters,
    experiment_id: String(run.experimentId),
    source_name: run.sourceName ?? undefined,
    user_id: run.userId === '' ? undefined : run.userId,
    executor: run.executor,
    executor_config: run.executorConfig,
    env_manager: run.envManager ?? undefined,
    priority: run.priority,
    max_retries: run.maxRetries,
    timeout_seconds: run.timeoutSeconds ?? undefined,
  };
}
