import { z } from 'zod';

const must = 'must be a number of days, more than 0';

export const RetentionSettings = z.object({
  MILLRACE_RETENTION_DAYS: z.coerce
    .number(must)
    .positive(must)
    .max(36_500, must)
    .optional()
    .describe(
      'After how many days deleted experiments, runs and logged models are removed for good, with their artifacts; never unless given.',
    ),
});
export type RetentionSettings = z.infer<typeof RetentionSettings>;
