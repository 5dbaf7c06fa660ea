import type { ReactNode } from 'react';
import type { ProjectRun, ProjectRunStatus } from '../api/project-runs.ts';
import { Badge, type BadgeTone } from '../components/badge.tsx';

export const STATUS_WORDS: Readonly<Record<ProjectRunStatus, string>> = {
  QUEUED: 'Queued',
  BUILDING: 'Building environment',
  RUNNING: 'Running',
  UPLOADING: 'Uploading',
  FINISHED: 'Finished',
  FAILED: 'Failed',
  KILLED: 'Cancelled',
  TIMED_OUT: 'Timed out',
};

const TONES: Readonly<Record<ProjectRunStatus, BadgeTone>> = {
  QUEUED: 'plain',
  BUILDING: 'info',
  RUNNING: 'info',
  UPLOADING: 'info',
  FINISHED: 'good',
  FAILED: 'bad',
  KILLED: 'warn',
  TIMED_OUT: 'bad',
};

export function ProjectStatus({ run }: { readonly run: ProjectRun }): ReactNode {
  if (run.isCancelled && isUnderWay(run)) return <Badge tone="warn">Cancelling</Badge>;
  return <Badge tone={TONES[run.status]}>{STATUS_WORDS[run.status]}</Badge>;
}

/** While it is under way, it is looked at again soon. */
export const isUnderWay = ({ status }: Pick<ProjectRun, 'status'>): boolean =>
  status === 'QUEUED' || status === 'BUILDING' || status === 'RUNNING' || status === 'UPLOADING';
