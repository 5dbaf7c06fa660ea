import { withoutCredentials } from '../sources/project-uri.ts';
import type { ProjectRun } from './project-run.ts';

/** A project run as the REST API shows it. */
export function projectRunReply(run: ProjectRun): object {
  return {
    run_id: run.runId,
    status: run.state.toUpperCase(),
    experiment_id: String(run.experimentId),
    user_id: run.userId,
    uri: withoutCredentials(run.uri),
    ...(run.sourceName !== null && { source_name: run.sourceName }),
    ...(run.version !== null && { version: run.version }),
    entry_point: run.entryPoint,
    parameters: run.parameters,
    executor: run.executor,
    executor_config: run.executorConfig,
    ...(run.envManager !== null && { env_manager: run.envManager }),
    priority: run.priority,
    max_retries: run.maxRetries,
    ...(run.timeoutSeconds !== null && { timeout_seconds: run.timeoutSeconds }),
    attempts: run.attempts,
    cancelled: run.cancelled,
    ...(run.exitCode !== null && { exit_code: run.exitCode }),
    ...(run.reason !== null && { reason: run.reason }),
    creation_timestamp: run.createdMs,
    ...(run.startedMs !== null && { start_timestamp: run.startedMs }),
    ...(run.endedMs !== null && { end_timestamp: run.endedMs }),
    ...(run.sweepId !== null && { sweep_id: run.sweepId }),
    ...(run.scheduleId !== null && { schedule_id: run.scheduleId }),
    ...(run.reproducesId !== null && { reproduces_run_id: run.reproducesId }),
    ...(run.rerunOfId !== null && { retry_of: run.rerunOfId }),
  };
}
