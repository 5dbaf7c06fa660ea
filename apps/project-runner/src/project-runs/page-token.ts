import { invalidParameter } from '@millrace/contracts/errors';
import type { ProjectRun } from './project-run.ts';
import type { Position } from './project-runs.repository.ts';

/** Names the run after which the next page begins. */
export function pageToken({ createdMs, runId }: Pick<ProjectRun, 'createdMs' | 'runId'>): string {
  return Buffer.from(`${createdMs}:${runId}`).toString('base64url');
}

/** Undefined for the first page. */
export function readPageToken(token: string): Position | undefined {
  if (token === '') return undefined;
  const [, createdMs, runId = ''] =
    /^(\d{1,15}):([\da-f]{32})$/.exec(Buffer.from(token, 'base64url').toString('latin1')) ?? [];
  if (createdMs === undefined)
    throw invalidParameter('page_token must be the next_page_token of the page before.');
  return { createdMs: Number(createdMs), runId };
}
