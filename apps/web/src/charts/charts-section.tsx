import { ChevronRight } from 'lucide-react';
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { formatCount } from '../format/numbers.ts';
import type { Section } from './arrangement.ts';
import { movedTo } from './arrange.ts';
import { ChartFrame } from './chart-frame.tsx';
import type { ChartItem } from './chart-spec.ts';
import styles from './charts-section.module.css';
import type { ChartRun } from './contract.ts';
import type { LineSettings } from './line-settings.ts';

export interface ChartsSectionProps {
  readonly section: Section;
  readonly runs: readonly ChartRun[];
  readonly settings: LineSettings;
  readonly isOpen: boolean;
  /** The chart that the address names. */
  readonly target: string | undefined;
  readonly onToggle: () => void;
  /** The charts' ids in their new order. */
  readonly onOrder: (ids: readonly string[]) => void;
  readonly onResize: (item: ChartItem, width: number, height: number) => void;
  readonly onEdit: (item: ChartItem) => void;
  readonly onEnlarge: (item: ChartItem) => void;
  readonly onRemove: (item: ChartItem) => void;
}

const GAP = 12;
const NARROWEST = 262;

/** The charts of one prefix in a grid, in which they are dragged to other places. */
export function ChartsSection(props: ChartsSectionProps): ReactNode {
  const { section, isOpen, onToggle, onOrder } = props;
  const grid = useRef<HTMLDivElement>(null);
  const columns = useColumns(grid, isOpen);
  const [drag, setDrag] = useState<{ readonly id: string; readonly ids: readonly string[] }>();
  const ids = drag?.ids ?? section.items.map((item) => item.id);
  const items = ids.flatMap((id) => section.items.find((item) => item.id === id) ?? []);

  const grip = (id: string, event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    let order: readonly string[] = ids;
    setDrag({ id, ids: order });
    const move = (moved: globalThis.PointerEvent): void => {
      const over = document.elementFromPoint(moved.clientX, moved.clientY)?.closest('[data-chart]');
      const place = over && grid.current?.contains(over) ? over.getAttribute('data-chart') : null;
      if (place === null || place === id || !order.includes(place)) return;
      // Behind a chart that is passed forwards, before one that is passed backwards.
      const isForwards = order.indexOf(place) > order.indexOf(id);
      const rest = order.filter((each) => each !== id);
      const at = rest.indexOf(place) + (isForwards ? 1 : 0);
      order = [...rest.slice(0, at), id, ...rest.slice(at)];
      setDrag({ id, ids: order });
    };
    const end = (): void => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('lostpointercapture', end);
      setDrag(undefined);
      onOrder(order);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', end);
  };
  const step = (id: string, by: number): void => {
    const place = ids[ids.indexOf(id) + by];
    if (place !== undefined) onOrder(by < 0 ? movedTo(ids, id, place) : movedTo(ids, place, id));
  };
  return (
    <section aria-label={section.title}>
      <h2 className={styles['heading']}>
        <button type="button" aria-expanded={isOpen} onClick={onToggle} className={styles['toggle']}>
          <ChevronRight aria-hidden />
          <bdi className="truncate">{section.title}</bdi>
          <span className={styles['count']}>{formatCount(section.items.length)}</span>
        </button>
      </h2>
      {isOpen && (
        <div
          ref={grid}
          className={styles['grid']}
          style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
        >
          {columns > 0 &&
            items.map((item) => (
              <ChartFrame
                key={item.id}
                {...props}
                item={item}
                columns={columns}
                isDragged={drag?.id === item.id}
                isTarget={item.id === props.target}
                onGrip={(event) => grip(item.id, event)}
                onMove={(by) => step(item.id, by)}
              />
            ))}
        </div>
      )}
    </section>
  );
}

function useColumns(grid: { readonly current: HTMLElement | null }, isOpen: boolean): number {
  const [columns, setColumns] = useState(0);
  useEffect(() => {
    const { current } = grid;
    if (!current) return undefined;
    const observer = new ResizeObserver(() =>
      setColumns(Math.max(1, Math.floor((current.clientWidth + GAP) / (NARROWEST + GAP)))),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [grid, isOpen]);
  return columns;
}
