import { type ReactNode, useMemo } from 'react';
import { readArrangement, writeArrangement } from './arrangement.ts';
import { ChartsBoard } from './charts-board.tsx';
import type { ChartsPanelProps } from './contract.ts';

/** The charts beside the runs table. */
export default function ChartsPanel(props: ChartsPanelProps): ReactNode {
  const { runs, keys, view, onViewChange, highlighted, onHighlight } = props;
  const arrangement = useMemo(() => readArrangement(view), [view]);
  return (
    <div style={{ flex: 1, minWidth: 0, overflow: 'auto', padding: '0 14px 40px' }}>
      <ChartsBoard
        runs={runs}
        keys={keys}
        arrangement={arrangement}
        onArrange={(next) => onViewChange(writeArrangement(next))}
        highlighted={highlighted}
        onHighlight={onHighlight}
        isLive
      />
    </div>
  );
}
