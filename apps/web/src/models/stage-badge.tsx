import type { ReactNode } from 'react';
import type { Stage } from '../api/model-versions.ts';
import { Badge, type BadgeTone } from '../components/badge.tsx';

const TONES: Readonly<Record<Stage, BadgeTone>> = {
  None: 'plain',
  Staging: 'warn',
  Production: 'good',
  Archived: 'plain',
};

export const stageWord = (stage: Stage): string => (stage === 'None' ? 'No stage' : stage);

export function StageBadge({
  stage,
  version,
}: {
  readonly stage: Stage;
  readonly version?: string;
}): ReactNode {
  return (
    <Badge tone={TONES[stage]}>
      {stageWord(stage)}
      {version !== undefined && ` v${version}`}
    </Badge>
  );
}
