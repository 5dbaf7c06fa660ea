import { type ReactNode, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Switch } from '../components/choices.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ChartBody } from './chart-body.tsx';
import { type ChartItem, titleOf } from './chart-spec.ts';
import type { ChartRun } from './contract.ts';
import type { LineSettings } from './line-settings.ts';
import { WHOLE } from './lines/zoom.ts';
import { useZoom } from './zooms.ts';

export interface EnlargedChartProps {
  readonly item: ChartItem;
  readonly runs: readonly ChartRun[];
  readonly settings: LineSettings;
  readonly onClose: () => void;
}

/** A chart over the whole page, with what it showed before. */
export function EnlargedChart({ item, runs, settings, onClose }: EnlargedChartProps): ReactNode {
  const [isTable, setIsTable] = useState(false);
  const [zoom, setZoom] = useZoom(item.id);
  const isLine = item.spec.kind === 'line';
  return (
    <Dialog
      title={titleOf(item)}
      open
      onClose={onClose}
      width={Math.min(1_400, innerWidth - 40)}
      footer={
        <div style={{ display: 'flex', flex: 1, flexWrap: 'wrap', alignItems: 'center', gap: 12 }}>
          {item.spec.kind !== 'bar' && (
            <Switch label="Show as a table" checked={isTable} onChange={setIsTable} />
          )}
          <span className="soft" style={{ flex: 1 }}>
            {isLine && 'Drag to zoom, Shift and drag to move, double-click to see all.'}
          </span>
          {isLine && (zoom.x ?? zoom.y) !== undefined && (
            <Button small onClick={() => setZoom(WHOLE)}>
              Show all
            </Button>
          )}
        </div>
      }
    >
      <div style={{ height: 'min(640px, 66dvh)' }}>
        <ChartBody {...{ item, runs, settings, isTable, zoom }} onZoom={setZoom} enabled />
      </div>
    </Dialog>
  );
}
