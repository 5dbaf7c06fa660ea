import type { ReactNode } from 'react';
import type { DeploymentState } from '../api/deployments.ts';
import { Badge, type BadgeTone } from '../components/badge.tsx';

const WORDS: Readonly<Record<DeploymentState, readonly [word: string, tone: BadgeTone]>> = {
  pending: ['Pending', 'plain'],
  building: ['Building environment', 'info'],
  loading: ['Loading', 'info'],
  checking: ['Checking', 'info'],
  ready: ['Ready', 'good'],
  failed: ['Failed', 'bad'],
  stopped: ['Stopped', 'plain'],
};

export function StateBadge({ state }: { readonly state: DeploymentState }): ReactNode {
  const [word, tone] = WORDS[state];
  return <Badge tone={tone}>{word}</Badge>;
}

/** While it is under way, it is looked at again soon. */
export const isUnderWay = (state: DeploymentState): boolean =>
  state === 'pending' || state === 'building' || state === 'loading' || state === 'checking';
