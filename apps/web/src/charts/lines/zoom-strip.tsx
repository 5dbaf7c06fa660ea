import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import type { Range } from './extent.ts';
import styles from './zoom-strip.module.css';

export interface ZoomStripProps {
  /** All of the axis. */
  readonly whole: Range;
  /** What of it is shown. */
  readonly shown: Range;
  readonly isLog: boolean;
  readonly onChange: (shown: Range) => void;
  readonly label: string;
}

/** Where the view stands on the whole axis: a window that is dragged, or widened at its edges. Arrow keys move it. */
export function ZoomStrip({ whole, shown, isLog, onChange, label }: ZoomStripProps): ReactNode {
  const track = useRef<HTMLDivElement>(null);
  const grip = useRef<{ part: string; from: number; shares: Range } | undefined>(undefined);
  const place = (x: number): number => (isLog ? Math.log(Math.max(x, Number.MIN_VALUE)) : x);
  const [low, high] = [place(whole[0]), place(whole[1])];
  const shareOf = (x: number): number => (place(x) - low) / (high - low || 1);
  const toX = (share: number): number => {
    const at = low + share * (high - low);
    return isLog ? Math.exp(at) : at;
  };
  const shares: Range = [shareOf(shown[0]), shareOf(shown[1])];
  const set = ([a, b]: Range): void => onChange([toX(a), toX(b)]);

  const press = (event: PointerEvent<HTMLElement>): void => {
    const part = (event.target as HTMLElement).dataset['part'] ?? 'window';
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { part, from: event.clientX, shares };
  };
  const drag = (event: PointerEvent<HTMLElement>): void => {
    const { current } = grip;
    const width = track.current?.clientWidth ?? 1;
    if (!current || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const by = (event.clientX - current.from) / width;
    const [a, b] = current.shares;
    if (current.part === 'start') set([Math.min(a + by, b - 0.002), b]);
    else if (current.part === 'end') set([a, Math.max(b + by, a + 0.002)]);
    else set([a + by, b + by]);
  };
  const key = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -0.1, ArrowRight: 0.1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const width = shares[1] - shares[0];
    set([shares[0] + by * width, shares[1] + by * width]);
  };
  const left = Math.max(0, Math.min(1, shares[0]));
  const right = Math.max(left, Math.min(1, shares[1]));
  return (
    <div ref={track} className={styles['track']}>
      <div
        role="slider"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(((left + right) / 2) * 100)}
        tabIndex={0}
        className={styles['window']}
        style={{ left: `${left * 100}%`, width: `max(14px, ${(right - left) * 100}%)` }}
        onPointerDown={press}
        onPointerMove={drag}
        onPointerUp={() => (grip.current = undefined)}
        onKeyDown={key}
      >
        <span data-part="start" className={styles['edge']} />
        <span data-part="end" className={styles['edge']} />
      </div>
    </div>
  );
}
