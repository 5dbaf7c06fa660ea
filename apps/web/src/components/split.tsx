import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import styles from './split.module.css';

export interface SplitProps {
  readonly first: ReactNode;
  readonly second: ReactNode;
  /** The first part's share of the width, from 0.15 to 0.85. */
  readonly share: number;
  readonly onShare: (share: number) => void;
  readonly label: string;
}

const clamp = (share: number): number => Math.min(0.85, Math.max(0.15, share));

/** Two parts side by side with a bar between them that is dragged, or moved by arrow keys. One above the other on a phone. */
export function Split({ first, second, share, onShare, label }: SplitProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = root.current?.getBoundingClientRect();
    if (box) onShare(clamp((event.clientX - box.left) / box.width));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft') onShare(clamp(share - 0.05));
    else if (event.key === 'ArrowRight') onShare(clamp(share + 0.05));
  };
  return (
    <div ref={root} className={styles['split']}>
      <div className={styles['first']} style={{ width: `${share * 100}%` }}>
        {first}
      </div>
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={15}
        aria-valuemax={85}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className={styles['bar']}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={press}
      />
      <div className={styles['second']}>{second}</div>
    </div>
  );
}
