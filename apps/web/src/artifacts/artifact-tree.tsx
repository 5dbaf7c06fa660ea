import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { folderOf } from '../api/artifacts.ts';
import { classes } from '../components/classes.ts';
import { formatBytes } from '../format/numbers.ts';
import styles from './browser.module.css';
import { FileIcon } from './file-icon.tsx';
import type { TreeRow } from './tree-rows.ts';

const ROW = 28;

export interface ArtifactTreeProps {
  readonly rows: readonly TreeRow[];
  readonly selected: string;
  readonly onSelect: (path: string) => void;
  readonly onToggle: (folder: string, isOpen: boolean) => void;
}

/** Files and folders as a tree that the keyboard walks: arrows go and open, Enter shows. Only rows in view are drawn. */
export function ArtifactTree({ rows, selected, onSelect, onToggle }: ArtifactTreeProps): ReactNode {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [activePath, setActive] = useState(selected);
  const active = Math.max(
    0,
    rows.findIndex(({ entry }) => entry.path === activePath),
  );
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  useEffect(() => setActive(selected), [selected]);
  const isThere = rows.some(({ entry }) => entry.path === selected);
  useEffect(() => {
    const index = rows.findIndex(({ entry }) => entry.path === selected);
    if (index >= 0) virtualizer.scrollToIndex(index);
    // It comes into view when it is selected or found, not when other rows come and go.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selected, isThere]);

  const go = (index: number): void => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!row) return;
    setActive(row.entry.path);
    virtualizer.scrollToIndex(rows.indexOf(row));
  };
  const open = ({ entry, isOpen }: TreeRow): void => {
    if (entry.isFolder) onToggle(entry.path, !isOpen || entry.path !== selected);
    onSelect(entry.path);
  };
  const press = (event: KeyboardEvent): void => {
    const row = rows[active];
    if (!row) return;
    const { entry, isOpen } = row;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(active + 1),
      ArrowUp: () => go(active - 1),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      ArrowRight: () => {
        if (!entry.isFolder) return;
        if (isOpen) go(active + 1);
        else onToggle(entry.path, true);
      },
      ArrowLeft: () => {
        if (isOpen) return onToggle(entry.path, false);
        const parent = rows.findIndex(({ entry: each }) => each.path === folderOf(entry.path));
        if (parent >= 0) go(parent);
      },
      Enter: () => open(row),
      ' ': () => open(row),
    };
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };

  return (
    <div
      ref={scroller}
      role="tree"
      aria-label="Artifacts"
      tabIndex={0}
      aria-activedescendant={rows.length > 0 ? `${id}-${active}` : undefined}
      className={styles['tree']}
      onKeyDown={press}
    >
      <div role="none" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const { entry, level, isOpen, isLoading } = row;
          return (
            // The tree has the keyboard.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={entry.path}
              id={`${id}-${index}`}
              role="treeitem"
              // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
              aria-level={level}
              aria-selected={entry.path === selected}
              aria-expanded={entry.isFolder ? isOpen : undefined}
              aria-busy={isLoading || undefined}
              title={entry.name}
              className={classes(styles['node'], index === active && styles['active'])}
              style={{ top: start, height: ROW, paddingLeft: 8 + (level - 1) * 16 }}
              onClick={() => {
                setActive(entry.path);
                open(row);
              }}
            >
              <span
                className={classes(styles['twist'], isOpen && styles['open'], isLoading && styles['busy'])}
              >
                {entry.isFolder && <ChevronRight aria-hidden />}
              </span>
              <FileIcon path={entry.path} isFolder={entry.isFolder} isOpen={isOpen} />
              <span className="truncate">
                <bdi>{entry.name}</bdi>
              </span>
              {!entry.isFolder && <span className={styles['size']}>{formatBytes(entry.size)}</span>}
            </div>
          );
        })}
      </div>
    </div>
  );
}
