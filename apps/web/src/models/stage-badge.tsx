import type { ReactNode } from 'react';
import type { Stage } from '../api/model-versions.ts';
import { Badge, type BadgeTone } from '../components/badge.tsx';

const TONES: Readonly<Record<Stage, BadgeTone>> = {
  None: 'plain',
  Staging: 'warn',
  Production: 'good',
  Archived: 'plain',
};

export function StageBadge({
  stage,
  version,
}: {
  readonly stage: Stage;
  readonly version?: string;
}): ReactNode {
  return (
    <Badge tone={TONES[stage]}>
      {stage === 'None' ? 'No stage' : stage}
      {version !== undefined && ` v${version}`}
    </Badge>
  );
}
