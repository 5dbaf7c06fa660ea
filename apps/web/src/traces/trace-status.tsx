import type { ReactNode } from 'react';
import type { TraceState } from '../api/traces.ts';
import { Badge } from '../components/badge.tsx';

export function TraceStatus({ state }: { readonly state: TraceState }): ReactNode {
  if (state === 'OK') return <Badge tone="good">OK</Badge>;
  if (state === 'ERROR') return <Badge tone="bad">Error</Badge>;
  if (state === 'IN_PROGRESS') return <Badge tone="info">In progress</Badge>;
  return <Badge>Unknown</Badge>;
}
