import type { ProjectRun, ProjectRunRequest } from '../../api/project-runs.ts';
import type { EntryPoint, ProjectDescription } from '../../api/projects.ts';
import { configTexts } from './executor-config.ts';

/** What the form of a run holds, as it was typed. */
export interface RunDraft {
  readonly uri: string;
  readonly version: string;
  /** What an upload was called at home; empty for what has an address. */
  readonly sourceName: string;
  readonly entryPoint: string;
  /** Values by parameter; those that were left alone are not among them: the project's defaults hold. */
  readonly values: Readonly<Record<string, string>>;
  /** Parameters that the entry point does not name. */
  readonly extra: readonly ExtraParameter[];
  /** Empty: the server's own choice. */
  readonly executor: string;
  /** What the executor is told, by name. */
  readonly config: Readonly<Record<string, string>>;
  /** Variables for the command, in lines of NAME=value. */
  readonly environment: string;
  readonly envManager: string;
  readonly experimentId: string;
  readonly runName: string;
  readonly priority: string;
  readonly maxRetries: string;
  readonly timeoutSeconds: string;
}

export interface ExtraParameter {
  readonly name: string;
  readonly value: string;
}

export const EMPTY_DRAFT: RunDraft = {
  uri: '',
  version: '',
  sourceName: '',
  entryPoint: 'main',
  values: {},
  extra: [],
  executor: '',
  config: {},
  environment: '',
  envManager: '',
  experimentId: '0',
  runName: '',
  priority: '',
  maxRetries: '',
  timeoutSeconds: '',
};

/** The form filled in as something was asked for. */
export function draftOf(request: ProjectRunRequest): RunDraft {
  const textOf = (value: number | undefined): string => (value === undefined ? '' : String(value));
  return {
    uri: request.uri,
    version: request.version ?? '',
    sourceName: request.source_name ?? '',
    entryPoint: request.entry_point ?? 'main',
    values: request.parameters,
    extra: [],
    executor: request.executor ?? '',
    ...configTexts(request.executor_config ?? {}),
    envManager: request.env_manager ?? '',
    experimentId: request.experiment_id ?? '0',
    runName: request.run_name ?? '',
    priority: textOf(request.priority),
    maxRetries: textOf(request.max_retries),
    timeoutSeconds: textOf(request.timeout_seconds),
  };
}

/** What a run was asked for with. */
export function requestOfRun(run: ProjectRun): ProjectRunRequest {
  return {
    uri: run.uri,
    version: run.version,
    source_name: run.sourceName,
    entry_point: run.entryPoint,
    parameters: run.parameters,
    experiment_id: run.experimentId,
    executor: run.executor,
    executor_config: run.executorConfig,
    env_manager: run.envManager,
    priority: run.priority,
    max_retries: run.maxRetries,
    timeout_seconds: run.timeoutSeconds,
  };
}

/** The entry point that a draft names; undefined where the project is not known, or has none of this name. */
export function entryPointOf(
  { entryPoint }: RunDraft,
  project: ProjectDescription | undefined,
): EntryPoint | undefined {
  return project?.entryPoints.find(({ name }) => name === entryPoint);
}

/** The parameters that an entry point does not name, those with values from elsewhere among them. */
export function extraParameters(draft: RunDraft, point: EntryPoint | undefined): readonly ExtraParameter[] {
  const named = new Set(point?.parameters.map(({ name }) => name));
  const others = Object.entries(draft.values)
    .filter(([name]) => !named.has(name))
    .map(([name, value]) => ({ name, value }));
  return [...others, ...draft.extra];
}
