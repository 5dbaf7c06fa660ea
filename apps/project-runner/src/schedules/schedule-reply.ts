import { withoutCredentials } from '../sources/project-uri.ts';
import type { ProjectSchedule } from './project-schedule.ts';

/** A schedule as the REST API shows it. */
export function scheduleReply(schedule: ProjectSchedule): object {
  return {
    schedule_id: schedule.scheduleId,
    name: schedule.name,
    cron: schedule.cron,
    timezone: schedule.timezone,
    paused: schedule.paused,
    project_run: { ...schedule.request, uri: withoutCredentials(schedule.request.uri) },
    next_timestamp: schedule.paused ? null : schedule.nextMs,
    last_timestamp: schedule.lastMs,
    last_run_id: schedule.lastRunId,
    ...(schedule.lastError !== null && { last_error: schedule.lastError }),
    creation_timestamp: schedule.createdMs,
  };
}
