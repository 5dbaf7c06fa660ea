import { GripVertical, Maximize2, MoreHorizontal, ZoomOut } from 'lucide-react';
import { type PointerEvent, type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import { IconButton } from '../components/button.tsx';
import { copyText } from '../components/code-block.tsx';
import { Menu, MenuItem, MenuSeparator } from '../components/menu.tsx';
import { notify, notifyFailure } from '../components/toast.tsx';
import styles from './chart-card.module.css';
import { linkToChart } from './chart-link.ts';
import { HEIGHTS, MOST_COLUMNS } from './chart-spec.ts';

export interface ChartCardProps {
  readonly id: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly isDragged: boolean;
  /** The address names it: it is brought into view. */
  readonly isTarget: boolean;
  readonly isZoomed: boolean;
  readonly isTable: boolean;
  readonly canBeTable: boolean;
  readonly onTable: (isTable: boolean) => void;
  readonly onResetZoom: () => void;
  readonly onExpand: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onResize: (width: number, height: number) => void;
  /** By one place: -1 or 1. */
  readonly onMove: (by: number) => void;
  readonly onGrip: (event: PointerEvent<HTMLElement>) => void;
  readonly children: (isNear: boolean) => ReactNode;
}

/** A chart's frame: its title, what can be done with it, and the handles to move and resize it. */
export function ChartCard(props: ChartCardProps): ReactNode {
  const { id, title, width, height, columns, isDragged, isZoomed, onResetZoom, onExpand, onGrip, children } =
    props;
  const card = useRef<HTMLElement>(null);
  const isNear = useIsNear(card);
  const { isTarget } = props;
  useEffect(() => {
    if (isTarget) card.current?.scrollIntoView({ block: 'center' });
  }, [isTarget]);
  return (
    <article
      ref={card}
      className={styles['card']}
      style={{ gridColumn: `span ${Math.min(width, columns)}`, height }}
      aria-label={title}
      data-chart={id}
      data-dragged={isDragged || undefined}
      data-target={isTarget || undefined}
    >
      <header className={styles['head']}>
        <span className={styles['grip']} onPointerDown={onGrip} aria-hidden title="Drag to move">
          <GripVertical />
        </span>
        <h3 className={styles['title']} title={title}>
          <bdi>{title}</bdi>
        </h3>
        {isZoomed && (
          <IconButton small label="Show all" keys="0" onClick={onResetZoom}>
            <ZoomOut aria-hidden />
          </IconButton>
        )}
        <span className={styles['tools']}>
          <IconButton small label="Enlarge" onClick={onExpand}>
            <Maximize2 aria-hidden />
          </IconButton>
          <CardMenu {...props} />
        </span>
      </header>
      <div className={styles['body']}>{children(isNear)}</div>
      <Corner card={card} {...props} />
    </article>
  );
}

function CardMenu(props: ChartCardProps): ReactNode {
  const {
    id,
    title,
    width,
    height,
    columns,
    isTable,
    canBeTable,
    onTable,
    onEdit,
    onMove,
    onResize,
    onRemove,
  } = props;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton small label={`More for ${title.slice(0, 60)}`}>
          <MoreHorizontal aria-hidden />
        </IconButton>
      }
    >
      <MenuItem onClick={onEdit}>Edit…</MenuItem>
      <MenuItem onClick={() => void copyLink(id)}>Copy a link to this chart</MenuItem>
      {canBeTable && (
        <MenuItem onClick={() => onTable(!isTable)}>
          {isTable ? 'Show as a chart' : 'Show as a table'}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem onClick={() => onMove(-1)}>Move earlier</MenuItem>
      <MenuItem onClick={() => onMove(1)}>Move later</MenuItem>
      <MenuItem
        disabled={width >= Math.min(columns, MOST_COLUMNS)}
        onClick={() => onResize(width + 1, height)}
      >
        Wider
      </MenuItem>
      <MenuItem disabled={width <= 1} onClick={() => onResize(width - 1, height)}>
        Narrower
      </MenuItem>
      <MenuItem disabled={height >= HEIGHTS.most} onClick={() => onResize(width, height + 80)}>
        Taller
      </MenuItem>
      <MenuItem disabled={height <= HEIGHTS.least} onClick={() => onResize(width, height - 80)}>
        Shorter
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger onClick={onRemove}>
        Remove
      </MenuItem>
    </Menu>
  );
}

async function copyLink(id: string): Promise<void> {
  try {
    await copyText(linkToChart(location.href, id));
    notify('Link copied');
  } catch (error) {
    notifyFailure('Nothing was copied', error);
  }
}

/** The corner to resize by: height as it is dragged, width by columns. */
function Corner({
  card,
  width,
  height,
  columns,
  onResize,
}: ChartCardProps & { readonly card: { readonly current: HTMLElement | null } }): ReactNode {
  const start = useRef<{ x: number; y: number; width: number; height: number; column: number }>(undefined);
  const press = (event: PointerEvent<HTMLElement>): void => {
    const box = card.current?.getBoundingClientRect();
    if (!box) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const shown = Math.min(width, columns);
    start.current = { x: event.clientX, y: event.clientY, width: shown, height, column: box.width / shown };
  };
  const drag = (event: PointerEvent<HTMLElement>): void => {
    const from = start.current;
    if (!from || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const span = Math.round(from.width + (event.clientX - from.x) / from.column);
    const tall = Math.round((from.height + event.clientY - from.y) / 10) * 10;
    const next = [
      Math.max(1, Math.min(columns, MOST_COLUMNS, span)),
      Math.max(HEIGHTS.least, Math.min(HEIGHTS.most, tall)),
    ] as const;
    if (next[0] !== width || next[1] !== height) onResize(...next);
  };
  return (
    <span
      aria-hidden
      className={styles['corner']}
      title="Drag to resize"
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={() => (start.current = undefined)}
    />
  );
}

const NEAR = '400px';

/** Whether an element is on the screen or nearly so. What was near once stays drawn, so that scrolling back shows it at once. */
function useIsNear(element: Ref<HTMLElement> & { readonly current: HTMLElement | null }): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (!current || isNear) return undefined;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some((each) => each.isIntersecting)) setIsNear(true);
      },
      // What scrolls is the panel, or the page.
      { rootMargin: NEAR, scrollMargin: NEAR },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, isNear]);
  return isNear;
}
