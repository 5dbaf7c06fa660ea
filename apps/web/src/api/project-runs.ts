import type { Page } from './experiments.ts';
import { address, get, millrace, post, type RequestOptions } from './request.ts';

export const PROJECT_RUN_STATUSES = [
  'QUEUED',
  'BUILDING',
  'RUNNING',
  'UPLOADING',
  'FINISHED',
  'FAILED',
  'KILLED',
  'TIMED_OUT',
] as const;
export type ProjectRunStatus = (typeof PROJECT_RUN_STATUSES)[number];

/** A project that is to be run, or was. */
export interface ProjectRun {
  /** As the tracked run's. */
  readonly id: string;
  readonly status: ProjectRunStatus;
  readonly experimentId: string;
  readonly user: string;
  readonly uri: string;
  /** What an upload was called at home. */
  readonly sourceName: string | undefined;
  readonly version: string | undefined;
  readonly entryPoint: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly executor: string;
  readonly executorConfig: Readonly<Record<string, unknown>>;
  readonly envManager: string | undefined;
  readonly priority: number;
  readonly maxRetries: number;
  readonly timeoutSeconds: number | undefined;
  readonly attempts: number;
  /** It was asked to end, and may not have yet. */
  readonly isCancelled: boolean;
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
  readonly createdMs: number;
  readonly startedMs: number | undefined;
  readonly endedMs: number | undefined;
  readonly sweepId: string | undefined;
  readonly scheduleId: string | undefined;
  /** The run that this one repeats, to be compared with it. */
  readonly reproducesId: string | undefined;
  /** The run that this one was submitted from, once more. */
  readonly rerunOfId: string | undefined;
}

export interface WireProjectRun {
  readonly run_id: string;
  readonly status: ProjectRunStatus;
  readonly experiment_id: string;
  readonly user_id?: string;
  readonly uri: string;
  readonly source_name?: string;
  readonly version?: string;
  readonly entry_point: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly executor: string;
  readonly executor_config?: Readonly<Record<string, unknown>>;
  readonly env_manager?: string;
  readonly priority: number;
  readonly max_retries: number;
  readonly timeout_seconds?: number;
  readonly attempts: number;
  readonly cancelled: boolean;
  readonly exit_code?: number;
  readonly reason?: string;
  readonly creation_timestamp: number;
  readonly start_timestamp?: number;
  readonly end_timestamp?: number;
  readonly sweep_id?: string;
  readonly schedule_id?: string;
  readonly reproduces_run_id?: string;
  readonly retry_of?: string;
}

export function projectRunOf(wire: WireProjectRun): ProjectRun {
  return {
    id: wire.run_id,
    status: wire.status,
    experimentId: wire.experiment_id,
    user: wire.user_id ?? '',
    uri: wire.uri,
    sourceName: wire.source_name,
    version: wire.version,
    entryPoint: wire.entry_point,
    parameters: wire.parameters,
    executor: wire.executor,
    executorConfig: wire.executor_config ?? {},
    envManager: wire.env_manager,
    priority: wire.priority,
    maxRetries: wire.max_retries,
    timeoutSeconds: wire.timeout_seconds,
    attempts: wire.attempts,
    isCancelled: wire.cancelled,
    exitCode: wire.exit_code,
    reason: wire.reason,
    createdMs: wire.creation_timestamp,
    startedMs: wire.start_timestamp,
    endedMs: wire.end_timestamp,
    sweepId: wire.sweep_id,
    scheduleId: wire.schedule_id,
    reproducesId: wire.reproduces_run_id,
    rerunOfId: wire.retry_of,
  };
}

/** What is asked of a run that is submitted, as the server takes it; what is left out has the server's defaults. */
export interface ProjectRunRequest {
  readonly uri: string;
  readonly version?: string | undefined;
  readonly entry_point?: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly experiment_id?: string | undefined;
  readonly run_name?: string | undefined;
  readonly source_name?: string | undefined;
  readonly executor?: string | undefined;
  readonly executor_config?: Readonly<Record<string, unknown>> | undefined;
  readonly env_manager?: string | undefined;
  readonly priority?: number | undefined;
  readonly max_retries?: number | undefined;
  readonly timeout_seconds?: number | undefined;
}

export interface ProjectRunQuery {
  readonly status?: string | undefined;
  readonly sweepId?: string | undefined;
  readonly scheduleId?: string | undefined;
  readonly pageSize?: number;
  readonly pageToken?: string | undefined;
}

const pathOf = (id: string, below = ''): string => millrace(`project-runs/${encodeURIComponent(id)}${below}`);

type Reply = { readonly project_run: WireProjectRun };
const asked = async (reply: Promise<Reply>): Promise<ProjectRun> => projectRunOf((await reply).project_run);

export async function listProjectRuns(
  query: ProjectRunQuery,
  options?: RequestOptions,
): Promise<Page<ProjectRun>> {
  const reply = await get<{ project_runs: WireProjectRun[]; next_page_token?: string }>(
    millrace('project-runs'),
    {
      status: query.status,
      sweep_id: query.sweepId,
      schedule_id: query.scheduleId,
      max_results: query.pageSize ?? 100,
      page_token: query.pageToken,
    },
    options,
  );
  return { items: reply.project_runs.map(projectRunOf), nextPageToken: reply.next_page_token };
}

export const getProjectRun = (id: string, options?: RequestOptions): Promise<ProjectRun> =>
  asked(get<Reply>(pathOf(id), {}, options));
export const submitProjectRun = (request: ProjectRunRequest): Promise<ProjectRun> =>
  asked(post<Reply>(millrace('project-runs'), request));
/** Submits the project of a run once more, with what the request changes. */
export const rerunProjectRun = (id: string, changes: Partial<ProjectRunRequest>): Promise<ProjectRun> =>
  asked(post<Reply>(pathOf(id, '/rerun'), changes));
export const cancelProjectRun = (id: string): Promise<ProjectRun> =>
  asked(post<Reply>(pathOf(id, '/cancel'), {}));
export const retryProjectRun = (id: string): Promise<ProjectRun> =>
  asked(post<Reply>(pathOf(id, '/retry'), {}));
export const reproduceProjectRun = (id: string): Promise<ProjectRun> =>
  asked(post<Reply>(pathOf(id, '/reproduce'), {}));

/** Where a run's log is: as text, and as server-sent events for an EventSource. */
export const projectLogAddress = (id: string): string => address(pathOf(id, '/logs'));
