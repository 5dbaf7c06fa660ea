import { ChartLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../components/states.tsx';
import type { ChartsPanelProps } from './contract.ts';

/** The charts beside the runs table. */
export default function ChartsPanel({ runs }: ChartsPanelProps): ReactNode {
  return (
    <EmptyState
      icon={<ChartLine aria-hidden />}
      title={runs.length === 0 ? 'No run is shown' : 'No charts yet'}
    >
      {runs.length === 0 ? 'Open the eye of a run in the table to draw it here.' : undefined}
    </EmptyState>
  );
}
