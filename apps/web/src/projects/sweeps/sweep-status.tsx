import type { ReactNode } from 'react';
import type { ProjectSweep, SweepStatus } from '../../api/project-sweeps.ts';
import { Badge, type BadgeTone } from '../../components/badge.tsx';

const WORDS: Readonly<Record<SweepStatus, readonly [word: string, tone: BadgeTone]>> = {
  RUNNING: ['Running', 'info'],
  FINISHED: ['Finished', 'good'],
  FAILED: ['Failed', 'bad'],
  KILLED: ['Cancelled', 'warn'],
};

export function SweepStatusBadge({ sweep }: { readonly sweep: ProjectSweep }): ReactNode {
  if (sweep.isCancelled && sweep.status === 'RUNNING') return <Badge tone="warn">Cancelling</Badge>;
  const [word, tone] = WORDS[sweep.status];
  return <Badge tone={tone}>{word}</Badge>;
}

/** How many of its runs have ended, from 0 to 1. */
export function partDone({ counts: { finished, failed, killed, total } }: ProjectSweep): number {
  return total === 0 ? 1 : (finished + failed + killed) / total;
}
