import type { ProjectRunRequest } from './project-runs.ts';
import { get, millrace, post, type RequestOptions } from './request.ts';

/** The values that a parameter takes, or the range that they are taken from. */
export type Dimension =
  | { readonly values: readonly string[] }
  | {
      readonly min: number;
      readonly max: number;
      readonly scale?: 'linear' | 'log';
      readonly type?: 'float' | 'int';
      readonly count?: number | undefined;
    };

export interface SweepRequest {
  readonly method: 'grid' | 'random';
  readonly space: Readonly<Record<string, Dimension>>;
  readonly max_runs?: number | undefined;
  readonly seed?: number | undefined;
  readonly concurrency?: number | undefined;
  readonly metric?: { readonly name: string; readonly goal: 'minimize' | 'maximize' } | undefined;
}

export type SweepStatus = 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED';

/** Runs of a project with many parameters. */
export interface ProjectSweep {
  readonly id: string;
  /** The tracked run above its runs. */
  readonly runId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly status: SweepStatus;
  readonly isCancelled: boolean;
  readonly reason: string | undefined;
  readonly uri: string;
  readonly sourceName: string | undefined;
  readonly version: string | undefined;
  readonly entryPoint: string;
  /** Those that all its runs have alike. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly method: SweepRequest['method'];
  readonly space: SweepRequest['space'];
  readonly seed: number | undefined;
  readonly concurrency: number;
  readonly metric: SweepRequest['metric'];
  readonly counts: Readonly<
    Record<'queued' | 'running' | 'finished' | 'failed' | 'killed' | 'total', number>
  >;
  readonly best: { readonly runId: string; readonly value: number } | undefined;
  readonly createdMs: number;
  readonly endedMs: number | undefined;
}

interface WireSweep {
  readonly sweep_id: string;
  readonly run_id: string;
  readonly experiment_id: string;
  readonly name: string;
  readonly status: SweepStatus;
  readonly cancelled?: boolean;
  readonly reason?: string;
  readonly uri: string;
  readonly source_name?: string;
  readonly version?: string;
  readonly entry_point: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly method: SweepRequest['method'];
  readonly space: SweepRequest['space'];
  readonly seed?: number;
  readonly concurrency: number;
  readonly metric?: SweepRequest['metric'];
  readonly counts: ProjectSweep['counts'];
  readonly best?: { readonly run_id: string; readonly value: number };
  readonly creation_timestamp: number;
  readonly end_timestamp?: number;
}

function sweepOf(wire: WireSweep): ProjectSweep {
  return {
    id: wire.sweep_id,
    runId: wire.run_id,
    experimentId: wire.experiment_id,
    name: wire.name,
    status: wire.status,
    isCancelled: wire.cancelled ?? false,
    reason: wire.reason,
    uri: wire.uri,
    sourceName: wire.source_name,
    version: wire.version,
    entryPoint: wire.entry_point,
    parameters: wire.parameters,
    method: wire.method,
    space: wire.space,
    seed: wire.seed,
    concurrency: wire.concurrency,
    metric: wire.metric,
    counts: wire.counts,
    best: wire.best && { runId: wire.best.run_id, value: wire.best.value },
    createdMs: wire.creation_timestamp,
    endedMs: wire.end_timestamp,
  };
}

const LIST = millrace('project-sweeps');
const pathOf = (id: string, below = ''): string => `${LIST}/${encodeURIComponent(id)}${below}`;
type Reply = { readonly project_sweep: WireSweep };
const asked = async (reply: Promise<Reply>): Promise<ProjectSweep> => sweepOf((await reply).project_sweep);

export async function listSweeps(options?: RequestOptions): Promise<ProjectSweep[]> {
  const reply = await get<{ project_sweeps: WireSweep[] }>(LIST, {}, options);
  return reply.project_sweeps.map(sweepOf);
}

export const getSweep = (id: string, options?: RequestOptions): Promise<ProjectSweep> =>
  asked(get<Reply>(pathOf(id), {}, options));
export const createSweep = (
  request: ProjectRunRequest & { readonly sweep: SweepRequest },
): Promise<ProjectSweep> => asked(post<Reply>(LIST, request));
/** Submits no more of its runs, and ends those that wait or go on. */
export const cancelSweep = (id: string): Promise<ProjectSweep> =>
  asked(post<Reply>(pathOf(id, '/cancel'), {}));
