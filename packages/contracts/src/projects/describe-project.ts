/** What `POST /api/millrace/projects/describe` takes. */
import { z } from 'zod';
import { CreateProjectRun } from './project-runs.ts';

export const DescribeProject = z.strictObject({
  uri: CreateProjectRun.shape.uri,
  version: CreateProjectRun.shape.version,
});
export type DescribeProject = z.infer<typeof DescribeProject>;
