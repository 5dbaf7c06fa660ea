import type { CreateProjectRun } from '@millrace/contracts/projects/project-runs';
import type { Sweep, SweepState } from '@millrace/contracts/projects/project-sweeps';
import { idColumn } from '../project-runs/project-run.ts';
import type { Texts } from '../tracking/tracked-runs.ts';

/** Runs of a project with many parameters, below a tracked run of their own. */
export interface ProjectSweep {
  /** 32 hexadecimal digits. */
  readonly sweepId: string;
  /** The tracked run above its runs. */
  readonly runId: string;
  readonly name: string;
  /** What each run is submitted with, besides its point. Its uri may have credentials in it: never show it as it is. */
  readonly request: CreateProjectRun;
  readonly method: Sweep['method'];
  readonly space: Sweep['space'];
  readonly seed: number | null;
  readonly total: number;
  /** How many of the points have been submitted. */
  readonly submitted: number;
  readonly concurrency: number;
  readonly metricName: string | null;
  readonly metricGoal: 'minimize' | 'maximize' | null;
  readonly state: SweepState;
  readonly cancelled: boolean;
  /** Why no more of its runs are submitted. */
  readonly reason: string | null;
  readonly createdMs: number;
  readonly endedMs: number | null;
}

/** One with the parameters of its runs. */
export interface NewSweep extends ProjectSweep {
  readonly points: readonly Texts[];
}

/** One with how far its runs are. */
export interface SweepProgress extends ProjectSweep {
  /** How many of the submitted runs are in each state. */
  readonly states: Readonly<Record<string, number>>;
  readonly best: { readonly runId: string; readonly value: number } | null;
}

/** The columns of a row as a ProjectSweep. */
export const SWEEP_COLUMNS = `${idColumn('sweep_id')} AS "sweepId", ${idColumn('run_id')} AS "runId", name, request, method, space, seed,
  total, submitted, concurrency, metric_name AS "metricName", metric_goal AS "metricGoal", state, cancelled, reason,
  created_ms::float8 AS "createdMs", ended_ms::float8 AS "endedMs"`;
