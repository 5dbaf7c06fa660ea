import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { LineAxis } from '../../api/histories.ts';
import { formatNumber } from '../../format/numbers.ts';
import styles from './cursor-legend.module.css';
import { isDrawn, xToPixel, yToPixel } from './draw.ts';
import { formatX } from './format-x.ts';
import type { PlotCursor } from './line-plot.ts';
import { nearestIndex, type Trace } from './trace.ts';

const MOST_ENTRIES = 8;
const NEAR_PIXELS = 28;

export interface CursorEntry {
  readonly trace: Trace;
  readonly x: number;
  readonly y: number;
  readonly raw: number | undefined;
  readonly distance: number;
}

/** What stands near the pointer: a point of each trace, the nearest first. */
export function entriesAt(traces: readonly Trace[], cursor: PlotCursor): CursorEntry[] {
  const { projection, x, y } = cursor;
  const [px, py] = [xToPixel(projection, x), yToPixel(projection, y)];
  const reach = Math.max(0.12 * projection.width, 24 * projection.pixelRatio);
  const entries: CursorEntry[] = [];
  for (const trace of traces) {
    const index = nearestIndex(trace.xs, x);
    const value = trace.ys[index] ?? NaN;
    const at = trace.xs[index] ?? NaN;
    if (!isDrawn(value) || Math.abs(xToPixel(projection, at) - px) > reach) continue;
    const raw = trace.faint ? trace.faint.ys[nearestIndex(trace.faint.xs, x)] : undefined;
    entries.push({ trace, x: at, y: value, raw, distance: Math.abs(yToPixel(projection, value) - py) });
  }
  return entries.sort((a, b) => a.distance - b.distance);
}

/** The entry that the pointer is on, if it is on one. */
export function pointedAt(
  entries: readonly CursorEntry[],
  { projection }: PlotCursor,
): CursorEntry | undefined {
  const [nearest] = entries;
  return nearest && nearest.distance < NEAR_PIXELS * projection.pixelRatio ? nearest : undefined;
}

/** A legend that follows the pointer: the lines near it with their values, from top to bottom as they lie there. */
export function CursorLegend({
  cursor,
  entries,
  pointed,
  axis,
}: {
  readonly cursor: PlotCursor;
  readonly entries: readonly CursorEntry[];
  readonly pointed: CursorEntry | undefined;
  readonly axis: LineAxis;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const { offsetWidth: width, offsetHeight: height } = element;
    const right = cursor.clientX + 16 + width < innerWidth;
    const left = right ? cursor.clientX + 16 : Math.max(4, cursor.clientX - 16 - width);
    const top = Math.max(4, Math.min(cursor.clientY - height / 2, innerHeight - height - 4));
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  });
  const shown = entries.slice(0, MOST_ENTRIES).sort((a, b) => b.y - a.y);
  const x = (pointed ?? entries[0])?.x ?? cursor.x;
  return createPortal(
    <div ref={box} className={styles['legend']} aria-hidden>
      <div className={styles['x']}>{formatX(x, axis)}</div>
      {shown.map((entry) => (
        <div key={entry.trace.id} className={styles['entry']} data-pointed={entry === pointed || undefined}>
          <span className={styles['swatch']} style={{ background: entry.trace.color }} />
          <bdi className={styles['name']}>{entry.trace.label}</bdi>
          {entry.raw !== undefined && <span className={styles['raw']}>{formatNumber(entry.raw)}</span>}
          <span className={styles['value']}>{formatNumber(entry.y)}</span>
        </div>
      ))}
      {entries.length > shown.length && (
        <div className={styles['more']}>and {entries.length - shown.length} more</div>
      )}
    </div>,
    document.body,
  );
}
