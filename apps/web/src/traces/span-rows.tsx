import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Span } from '../api/spans.ts';
import { classes } from '../components/classes.ts';
import { formatDuration } from '../format/times.ts';
import { hueOf, KindIcon } from './span-kind.tsx';
import styles from './span-rows.module.css';
import type { SpanNode } from './span-tree.ts';
import { placeOn, ticksOf, type Timeline, timelineOf } from './timeline.ts';
import { treeKey } from './tree-keys.ts';

export interface SpanRowsProps {
  /** All spans of the trace: they make the timeline. */
  readonly all: readonly Span[];
  /** Those to show, in reading order. */
  readonly nodes: readonly SpanNode[];
  readonly folded: ReadonlySet<string>;
  readonly onFold: (folded: ReadonlySet<string>) => void;
  /** While one searches: what was found; the others are there only to show the way. */
  readonly matching: ReadonlySet<string> | undefined;
  readonly selected: SpanNode;
  readonly onSelect: (id: string) => void;
}

const ROW = 30;
const MOST_INDENT = 14;

/** Spans as a tree, each with its bar on the timeline; of thousands only those in view are there. */
export function SpanRows(props: SpanRowsProps): ReactNode {
  const { all, nodes, folded, onFold, matching, selected, onSelect } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const timeline = useMemo(() => timelineOf(all), [all]);
  const virtual = useVirtualizer({
    count: nodes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const at = nodes.indexOf(selected);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);
  const fold = (id: string, folds: boolean): void => {
    const next = new Set(folded);
    if (folds) next.add(id);
    else next.delete(id);
    onFold(next);
  };
  const press = (event: KeyboardEvent): void => {
    const move = treeKey(event.key, nodes, at, folded);
    if (!move) return;
    event.preventDefault();
    if (move.fold) fold(move.fold.id, move.fold.folds);
    if (move.select !== undefined) onSelect(move.select);
  };
  return (
    <>
      <Ruler timeline={timeline} />
      <div
        ref={scroller}
        role="tree"
        tabIndex={0}
        aria-label="Spans"
        aria-activedescendant={at >= 0 ? `span-${selected.span.id}` : undefined}
        className={styles['scroller']}
        onKeyDown={press}
      >
        <div role="presentation" className={styles['body']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const node = nodes[index];
            return (
              node && (
                <Row
                  key={node.span.id}
                  node={node}
                  top={start}
                  timeline={timeline}
                  isFolded={folded.has(node.span.id)}
                  isDim={matching !== undefined && !matching.has(node.span.id)}
                  isSelected={node === selected}
                  onFold={(folds) => fold(node.span.id, folds)}
                  onSelect={() => onSelect(node.span.id)}
                />
              )
            );
          })}
        </div>
      </div>
    </>
  );
}

function Ruler({ timeline }: { readonly timeline: Timeline }): ReactNode {
  return (
    <div className={styles['ruler']} aria-hidden>
      <span />
      <div className={styles['lane']}>
        {ticksOf(timeline).map(({ at, ms }) => (
          <span key={ms} style={{ left: `${at * 100}%` }}>
            {ms === 0 ? '0' : formatDuration(ms)}
          </span>
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly node: SpanNode;
  readonly top: number;
  readonly timeline: Timeline;
  readonly isFolded: boolean;
  readonly isDim: boolean;
  readonly isSelected: boolean;
  readonly onFold: (folds: boolean) => void;
  readonly onSelect: () => void;
}

function Row({ node, top, timeline, isFolded, isDim, isSelected, onFold, onSelect }: RowProps): ReactNode {
  const { span, depth, children, descendants } = node;
  const { left, width } = placeOn(timeline, span);
  const hasChildren = children.length > 0;
  const duration = span.endNs === undefined ? 'under way' : formatDuration((span.endNs - span.startNs) / 1e6);
  const style = {
    transform: `translateY(${top}px)`,
    '--depth': Math.min(depth, MOST_INDENT),
  } as CSSProperties;
  return (
    // The tree has the focus, and its keys do what a click does.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={`span-${span.id}`}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-expanded={hasChildren ? !isFolded : undefined}
      aria-selected={isSelected}
      className={classes(styles['row'], hueOf(span), isDim && styles['dim'])}
      style={style}
      onClick={onSelect}
    >
      <span className={styles['name']}>
        {hasChildren ? (
          <button
            type="button"
            tabIndex={-1}
            aria-hidden
            className={styles['fold']}
            data-open={!isFolded || undefined}
            onClick={(event) => {
              event.stopPropagation();
              onFold(!isFolded);
            }}
          >
            <ChevronRight aria-hidden />
          </button>
        ) : (
          <span className={styles['leaf']} />
        )}
        <span aria-hidden className={styles['kind']}>
          <KindIcon span={span} />
        </span>
        <span className="truncate" title={span.name}>
          <bdi>{span.name}</bdi>
        </span>
        {span.status === 'ERROR' && <span className="visually-hidden">failed</span>}
        {isFolded && <span className={styles['count']}>{descendants}</span>}
      </span>
      <span className={styles['lane']}>
        <span className={styles['bar']} style={{ left: `${left * 100}%`, width: `${width * 100}%` }} />
        <DurationLabel left={left} right={left + width}>
          {duration}
        </DurationLabel>
      </span>
    </div>
  );
}

interface DurationLabelProps {
  readonly left: number;
  readonly right: number;
  readonly children: string;
}

/** Behind the bar, before it where there is no room behind, and within it where it takes the whole lane. */
function DurationLabel({ left, right, children }: DurationLabelProps): ReactNode {
  const share = (part: number): string => `${part * 100}%`;
  if (right <= 0.72)
    return (
      <span className={styles['duration']} style={{ left: share(right) }}>
        {children}
      </span>
    );
  if (left >= 0.28)
    return (
      <span className={styles['duration']} style={{ right: share(1 - left) }}>
        {children}
      </span>
    );
  return (
    <span className={classes(styles['duration'], styles['inside'])} style={{ right: share(1 - right) }}>
      {children}
    </span>
  );
}
