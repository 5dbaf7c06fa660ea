import { type PointerEvent, type ReactNode, useState } from 'react';
import { ChartBody } from './chart-body.tsx';
import { ChartCard } from './chart-card.tsx';
import { type ChartItem, titleOf } from './chart-spec.ts';
import type { ChartsSectionProps } from './charts-section.tsx';
import { WHOLE } from './lines/zoom.ts';
import { useZoom } from './zooms.ts';

type Shared = Pick<
  ChartsSectionProps,
  'runs' | 'settings' | 'onResize' | 'onEdit' | 'onEnlarge' | 'onRemove'
>;

export interface ChartFrameProps extends Shared {
  readonly item: ChartItem;
  readonly columns: number;
  readonly isDragged: boolean;
  readonly isTarget: boolean;
  readonly onGrip: (event: PointerEvent<HTMLElement>) => void;
  readonly onMove: (by: number) => void;
}

/** A chart in its frame, with what it shows at the moment. */
export function ChartFrame(props: ChartFrameProps): ReactNode {
  const {
    item,
    runs,
    settings,
    columns,
    isDragged,
    isTarget,
    onGrip,
    onMove,
    onResize,
    onEdit,
    onEnlarge,
    onRemove,
  } = props;
  const [isTable, setIsTable] = useState(false);
  const [zoom, setZoom] = useZoom(item.id);
  return (
    <ChartCard
      id={item.id}
      title={titleOf(item)}
      width={item.width}
      height={item.height}
      columns={columns}
      isDragged={isDragged}
      isTarget={isTarget}
      isZoomed={item.spec.kind === 'line' && (zoom.x !== undefined || zoom.y !== undefined)}
      isTable={isTable}
      canBeTable={item.spec.kind !== 'bar'}
      onTable={setIsTable}
      onResetZoom={() => setZoom(WHOLE)}
      onExpand={() => onEnlarge(item)}
      onEdit={() => onEdit(item)}
      onRemove={() => onRemove(item)}
      onResize={(width, height) => onResize(item, width, height)}
      onMove={onMove}
      onGrip={onGrip}
    >
      {(isNear) => (
        <ChartBody {...{ item, runs, settings, isTable, zoom }} onZoom={setZoom} enabled={isNear} />
      )}
    </ChartCard>
  );
}
