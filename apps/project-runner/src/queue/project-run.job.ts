import { defineJob } from '@millrace/messaging/definitions/job-definition';
import { z } from 'zod';

/** Wakes a runner: there is a run to begin. Which one, the rows say. */
export const projectRunJob = defineJob({ name: 'project-run', payload: z.object({ runId: z.string() }) });
