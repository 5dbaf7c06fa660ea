import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type ReactNode,
  type Ref,
  type UIEvent,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import { classes } from '../../components/classes.ts';
import { LogLine } from './log-line.tsx';
import styles from './log.module.css';
import type { FeedView } from './log-feed.ts';

const LINE_HEIGHT = 18;
/** So near its end a log is at its end. */
const END_PIXELS = 24;

export interface LogViewProps {
  readonly view: FeedView;
  readonly wanted: string;
  /** The line that the search is at. */
  readonly current: number | undefined;
  readonly follows: boolean;
  /** One scrolled away from the end, or to it. */
  readonly onFollow: (follows: boolean) => void;
  readonly wraps: boolean;
  readonly ref: Ref<LogScroll>;
}

export interface LogScroll {
  /** Brings a line into view. */
  readonly to: (line: number) => void;
}

/** The lines of a log, of which only those in view are there. */
export function LogView(props: LogViewProps): ReactNode {
  const { view, wanted, current, follows, onFollow, wraps, ref } = props;
  const { lines } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const top = useRef(0);
  const count = lines.end - lines.first;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 30,
  });
  useImperativeHandle(ref, () => ({
    to: (line) => virtual.scrollToIndex(line - lines.first, { align: 'center' }),
  }));
  useEffect(() => virtual.measure(), [virtual, wraps]);
  useEffect(() => {
    if (follows && count > 0) virtual.scrollToIndex(count - 1, { align: 'end' });
  }, [virtual, follows, count, view]);

  const scrolled = ({ currentTarget: element }: UIEvent<HTMLDivElement>): void => {
    const isUpwards = element.scrollTop < top.current;
    top.current = element.scrollTop;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < END_PIXELS;
    if (follows && isUpwards && !isAtEnd) onFollow(false);
    else if (!follows && !isUpwards && isAtEnd) onFollow(true);
  };
  const style = { '--digits': `${String(lines.end).length}ch` } as CSSProperties;
  return (
    // Long logs scroll: the keyboard must reach them.
    <div
      ref={scroller}
      className={classes(styles['scroller'], wraps && styles['wraps'])}
      style={style}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label="Log"
      onScroll={scrolled}
    >
      <div className={styles['lines']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const number = lines.first + index;
          return (
            <div
              key={number}
              data-index={index}
              ref={wraps ? virtual.measureElement : undefined}
              className={classes(styles['line'], number === current && styles['current'])}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span className={styles['number']}>{number + 1}</span>
              <span className={styles['text']}>
                <LogLine lines={lines} number={number} wanted={wanted} />
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
