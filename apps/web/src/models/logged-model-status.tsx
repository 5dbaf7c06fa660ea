import type { ReactNode } from 'react';
import type { LoggedModel } from '../api/logged-models.ts';
import { Badge } from '../components/badge.tsx';

/** Whether a logged model's files are there. */
export function LoggedModelStatus({
  model: { status, statusMessage },
}: {
  readonly model: LoggedModel;
}): ReactNode {
  if (status === 'ready') return <Badge tone="good">Ready</Badge>;
  if (status === 'pending') return <Badge tone="info">Pending</Badge>;
  if (status === 'unknown') return <Badge>Unknown</Badge>;
  return (
    <span title={statusMessage}>
      <Badge tone="bad">Failed</Badge>
    </span>
  );
}
