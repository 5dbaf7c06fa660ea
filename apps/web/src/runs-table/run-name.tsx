import { ChevronRight, Ellipsis, Pencil, Pin, PinOff, RotateCcw, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { StatusIcon } from '../components/badge.tsx';
import { IconButton } from '../components/button.tsx';
import { Input } from '../components/field.tsx';
import { LazyMenu, MenuItem, MenuSeparator } from '../components/menu.tsx';
import { notifyFailure } from '../components/toast.tsx';
import { RUN_COLORS } from '../experiment/run-colors.ts';
import type { DisplayRow } from './display-rows.ts';
import styles from './grid.module.css';
import { deleteRuns, rename, restoreRuns } from './run-actions.ts';
import type { GridActions } from './use-grid-actions.ts';

export interface RunNameProps {
  readonly line: DisplayRow & { type: 'run' };
  readonly color: string;
  readonly isShown: boolean;
  readonly isEditing: boolean;
  readonly isTrash: boolean;
  readonly isTree: boolean;
  readonly actions: GridActions;
  readonly onEdit: (id: string | undefined) => void;
}

/** A run's own part of its line: whether it is drawn and in which colour, its status and name, and what can be done to it. */
export function RunName({
  line,
  color,
  isShown,
  isEditing,
  isTrash,
  isTree,
  actions,
  onEdit,
}: RunNameProps): ReactNode {
  const { row, depth, children, isOpen, isPinned } = line;
  const act = (work: Promise<unknown>): void =>
    void work.catch((error: unknown) => notifyFailure('That did not work', error));
  return (
    <>
      {depth > 0 && <span style={{ width: depth * 14, flex: 'none' }} />}
      {children === 0 && isTree && <span className={styles['noExpander']} />}
      {children > 0 && (
        <button
          type="button"
          className={styles['expander']}
          aria-expanded={isOpen}
          aria-label={`${children} child runs of ${row.name}`}
          onClick={() => actions.toggleOpen(row.id)}
        >
          <ChevronRight aria-hidden />
        </button>
      )}
      <button
        type="button"
        className={styles['eye']}
        aria-pressed={isShown}
        aria-label={`Draw ${row.name}`}
        title={isShown ? 'Drawn in charts' : 'Not drawn in charts'}
        onClick={() => actions.toggleShown(row.id, !isShown)}
      >
        <span className={styles['dot']} style={{ background: color }} />
      </button>
      <StatusIcon status={row.status} />
      {isEditing ? (
        <NameField
          name={row.name}
          onDone={() => onEdit(undefined)}
          onSave={(name) => act(rename(row.id, row.name, name))}
        />
      ) : (
        <Link
          to={`/experiments/${row.experimentId}/runs/${row.id}`}
          className="truncate"
          title={row.name}
          onDoubleClick={(event) => event.preventDefault()}
        >
          <bdi>{row.name || row.id.slice(0, 8)}</bdi>
        </Link>
      )}
      {isPinned && <Pin aria-label="Pinned" role="img" size={12} />}
      <span className={styles['more']}>
        <LazyMenu
          trigger={
            <IconButton quiet small label={`More for ${row.name}`}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          {() => (
            <>
              <MenuItem
                icon={<Pencil aria-hidden />}
                keys="F2"
                disabled={isTrash}
                onClick={() => onEdit(row.id)}
              >
                Rename
              </MenuItem>
              <MenuItem
                icon={isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
                disabled={isTrash}
                onClick={() => actions.pinRun(row.id)}
              >
                {isPinned ? 'Unpin' : 'Pin to the top'}
              </MenuItem>
              <MenuSeparator />
              <div className={styles['colors']} role="group" aria-label="Colour">
                {RUN_COLORS.map((each) => (
                  <button
                    key={each}
                    type="button"
                    aria-label={`Colour ${each}`}
                    aria-pressed={each === color}
                    style={{ background: each }}
                    onClick={() => actions.setColor(row.id, each)}
                  />
                ))}
              </div>
              <MenuSeparator />
              {isTrash ? (
                <MenuItem icon={<RotateCcw aria-hidden />} onClick={() => act(restoreRuns([row.id]))}>
                  Restore
                </MenuItem>
              ) : (
                <MenuItem icon={<Trash2 aria-hidden />} danger onClick={() => act(deleteRuns([row.id]))}>
                  Move to the trash
                </MenuItem>
              )}
            </>
          )}
        </LazyMenu>
      </span>
    </>
  );
}

interface NameFieldProps {
  readonly name: string;
  readonly onSave: (name: string) => void;
  readonly onDone: () => void;
}

function NameField({ name, onSave, onDone }: NameFieldProps): ReactNode {
  const [text, setText] = useState(name);
  const save = (): void => {
    onDone();
    const trimmed = text.trim();
    if (trimmed !== '' && trimmed !== name) onSave(trimmed);
  };
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter') save();
    else if (event.key === 'Escape') onDone();
  };
  return (
    <Input
      aria-label="Run name"
      value={text}
      autoFocus
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={press}
      onBlur={save}
    />
  );
}
