import type { ProjectRun, ProjectRunRequest, WireProjectRun } from './project-runs.ts';
import { projectRunOf } from './project-runs.ts';
import { get, millrace, patch, post, remove, type RequestOptions } from './request.ts';

/** A project that is run again and again. */
export interface ProjectSchedule {
  readonly id: string;
  readonly name: string;
  /** Minute, hour, day of month, month, day of week. */
  readonly cron: string;
  readonly timezone: string;
  readonly isPaused: boolean;
  readonly request: ProjectRunRequest;
  /** Undefined while it is paused, or where its cron never comes again. */
  readonly nextMs: number | undefined;
  readonly lastMs: number | undefined;
  readonly lastRunId: string | undefined;
  /** Why the last run could not be submitted. */
  readonly lastError: string | undefined;
  readonly createdMs: number;
}

interface WireSchedule {
  readonly schedule_id: string;
  readonly name: string;
  readonly cron: string;
  readonly timezone: string;
  readonly paused: boolean;
  readonly project_run: ProjectRunRequest;
  readonly next_timestamp?: number | null;
  readonly last_timestamp?: number | null;
  readonly last_run_id?: string | null;
  readonly last_error?: string;
  readonly creation_timestamp: number;
}

function scheduleOf(wire: WireSchedule): ProjectSchedule {
  return {
    id: wire.schedule_id,
    name: wire.name,
    cron: wire.cron,
    timezone: wire.timezone,
    isPaused: wire.paused,
    request: wire.project_run,
    nextMs: wire.next_timestamp ?? undefined,
    lastMs: wire.last_timestamp ?? undefined,
    lastRunId: wire.last_run_id ?? undefined,
    lastError: wire.last_error,
    createdMs: wire.creation_timestamp,
  };
}

export interface ScheduleChanges {
  readonly name?: string;
  readonly cron?: string;
  readonly timezone?: string;
  readonly paused?: boolean;
  readonly project_run?: ProjectRunRequest;
}

const LIST = millrace('project-schedules');
const pathOf = (id: string, below = ''): string => `${LIST}/${encodeURIComponent(id)}${below}`;
type Reply = { readonly project_schedule: WireSchedule };
const asked = async (reply: Promise<Reply>): Promise<ProjectSchedule> =>
  scheduleOf((await reply).project_schedule);

export async function listSchedules(options?: RequestOptions): Promise<ProjectSchedule[]> {
  const reply = await get<{ project_schedules: WireSchedule[] }>(LIST, {}, options);
  return reply.project_schedules.map(scheduleOf);
}

export const getSchedule = (id: string, options?: RequestOptions): Promise<ProjectSchedule> =>
  asked(get<Reply>(pathOf(id), {}, options));
export const createSchedule = (schedule: ScheduleChanges): Promise<ProjectSchedule> =>
  asked(post<Reply>(LIST, schedule));
export const updateSchedule = (id: string, changes: ScheduleChanges): Promise<ProjectSchedule> =>
  asked(patch<Reply>(pathOf(id), changes));
export const deleteSchedule = (id: string): Promise<object> => remove(pathOf(id));
/** Queues a run of it now. */
export const triggerSchedule = async (id: string): Promise<ProjectRun> =>
  projectRunOf((await post<{ project_run: WireProjectRun }>(pathOf(id, '/trigger'), {})).project_run);
