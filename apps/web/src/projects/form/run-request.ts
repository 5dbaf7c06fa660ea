import type { ProjectRunRequest } from '../../api/project-runs.ts';
import type { EntryPoint } from '../../api/projects.ts';
import { readConfig } from './executor-config.ts';
import { extraParameters, type RunDraft } from './run-draft.ts';

const numberOf = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text));

/** The request that a draft makes; what was left empty is the server's to choose. */
export function requestOf(draft: RunDraft, point: EntryPoint | undefined): ProjectRunRequest {
  const extra = extraParameters(draft, point).filter(({ name }) => name !== '');
  const named = Object.entries(draft.values).filter(([name]) =>
    point?.parameters.some((parameter) => parameter.name === name),
  );
  return {
    uri: draft.uri.trim(),
    version: draft.version.trim() || undefined,
    source_name: draft.sourceName || undefined,
    entry_point: draft.entryPoint.trim(),
    parameters: Object.fromEntries([...named, ...extra.map(({ name, value }) => [name, value] as const)]),
    experiment_id: draft.experimentId,
    run_name: draft.runName.trim() || undefined,
    executor: draft.executor || undefined,
    executor_config: readConfig(draft).config,
    env_manager: draft.envManager || undefined,
    priority: numberOf(draft.priority),
    max_retries: numberOf(draft.maxRetries),
    timeout_seconds: numberOf(draft.timeoutSeconds),
  };
}
