import { address, get, millrace, post, type RequestOptions } from './request.ts';
import { sendFile } from './send-file.ts';

export interface ProjectParameter {
  readonly name: string;
  /** `string`, `float`, `path` or `uri`. */
  readonly type: string;
  readonly default?: string | undefined;
}

export interface EntryPoint {
  readonly name: string;
  /** Null where it is a script. */
  readonly command: string | null;
  readonly parameters: readonly ProjectParameter[];
}

/** What a project's MLproject file says. */
export interface ProjectDescription {
  readonly name: string | undefined;
  readonly entryPoints: readonly EntryPoint[];
  /** `python_env`, `conda_env`, `docker_env`; undefined where it names none. */
  readonly environment: string | undefined;
  readonly executors: readonly string[];
  readonly commit: string | undefined;
}

interface WireDescription {
  readonly name?: string | null;
  readonly entry_points?: readonly (Omit<EntryPoint, 'parameters'> & {
    readonly parameters?: readonly ProjectParameter[];
  })[];
  readonly environment?: { readonly kind?: string } | null;
  readonly executors?: readonly string[];
  readonly git?: { readonly commit?: string };
}

/** Fetches a project and reads its MLproject file. What is wrong with either is the ApiError's message. */
export async function describeProject(
  uri: string,
  version: string,
  options?: RequestOptions,
): Promise<ProjectDescription> {
  const { project } = await post<{ project: WireDescription }>(
    millrace('projects/describe'),
    { uri, ...(version !== '' && { version }) },
    options,
  );
  return {
    name: project.name ?? undefined,
    entryPoints: (project.entry_points ?? []).map((each) => ({ ...each, parameters: each.parameters ?? [] })),
    environment: project.environment?.kind,
    executors: project.executors ?? [],
    commit: project.git?.commit,
  };
}

/** Uploads a zip archive of a project, telling how much of it is gone, from 0 to 1. Resolves with the uri to run it by. */
export async function uploadProject(
  archive: Blob,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const target = { method: 'PUT', url: address(millrace('project-runs/uploads')) };
  return (JSON.parse(await sendFile(target, archive, onProgress, signal)) as { uri: string }).uri;
}

export interface Runner {
  readonly id: string;
  readonly hostname: string;
  readonly startedMs: number;
  readonly lastSeenMs: number;
  readonly executors: readonly {
    readonly name: string;
    readonly concurrency: number;
    readonly running: number;
  }[];
  readonly runIds: readonly string[];
}

export interface Runners {
  readonly runners: readonly Runner[];
  /** How many runs are in which state. */
  readonly queue: Readonly<Record<'queued' | 'building' | 'running' | 'uploading', number>>;
}

interface WireRunner {
  readonly runner_id: string;
  readonly hostname: string;
  readonly started_timestamp: number;
  readonly last_seen_timestamp: number;
  readonly executors: Runner['executors'];
  readonly running_run_ids: readonly string[];
}

export async function getRunners(options?: RequestOptions): Promise<Runners> {
  const reply = await get<{ project_runners: WireRunner[]; queue: Runners['queue'] }>(
    millrace('project-runners'),
    {},
    options,
  );
  return {
    queue: reply.queue,
    runners: reply.project_runners.map((wire) => ({
      id: wire.runner_id,
      hostname: wire.hostname,
      startedMs: wire.started_timestamp,
      lastSeenMs: wire.last_seen_timestamp,
      executors: wire.executors,
      runIds: wire.running_run_ids,
    })),
  };
}
