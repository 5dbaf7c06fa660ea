/** What the REST API of project schedules takes, under `/api/millrace/project-schedules`. */
import { z } from 'zod';
import { text } from './fields.ts';
import { CreateProjectRun } from './project-runs.ts';

const PAUSED = 'must be true or false';

export const CreateProjectSchedule = z.strictObject({
  name: text(250).describe('What people call it.'),
  cron: text(200).describe(
    'When it runs: minute, hour, day of month, month and day of week, as in crontab(5).',
  ),
  timezone: text(100).default('UTC').describe('The IANA time zone that the cron is meant in.'),
  paused: z.boolean(PAUSED).default(false).describe('Whether it waits until it is told to go on.'),
  project_run: CreateProjectRun.describe('What each run is submitted with.'),
});
export type CreateProjectSchedule = z.infer<typeof CreateProjectSchedule>;

/** What a run that is asked for now has in place of what the schedule says; parameters are changed one by one. */
export const TriggerProjectSchedule = z.strictObject({
  parameters: CreateProjectRun.shape.parameters,
  run_name: CreateProjectRun.shape.run_name,
  user_id: CreateProjectRun.shape.user_id,
  priority: CreateProjectRun.shape.priority.unwrap().optional(),
});
export type TriggerProjectSchedule = z.infer<typeof TriggerProjectSchedule>;

/** What is to be changed; `project_run` is given as a whole. */
export const UpdateProjectSchedule = z.strictObject({
  name: text(250).optional(),
  cron: text(200).optional(),
  timezone: text(100).optional(),
  paused: z.boolean(PAUSED).optional(),
  project_run: CreateProjectRun.optional(),
});
export type UpdateProjectSchedule = z.infer<typeof UpdateProjectSchedule>;
