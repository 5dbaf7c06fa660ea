import { ChevronRight } from 'lucide-react';
import { type CSSProperties, memo, type ReactNode } from 'react';
import { classes } from '../components/classes.ts';
import { counted, formatNumber, formatShort } from '../format/numbers.ts';
import type { CellStore } from './cell-store.ts';
import { aggregate, type DisplayRow } from './display-rows.ts';
import { type ColumnBox, GridCell } from './grid-cell.tsx';
import styles from './grid.module.css';
import { RunName } from './run-name.tsx';
import type { GridActions } from './use-grid-actions.ts';

export interface GridRowProps {
  readonly line: DisplayRow;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly nameWidth: number;
  readonly frozen: readonly ColumnBox[];
  readonly visible: readonly ColumnBox[];
  /** The width of the columns left of the visible ones, which are not drawn. */
  readonly skipped: number;
  readonly cells: CellStore;
  /** Changes when values came. */
  readonly version: number;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly isShown: boolean;
  readonly isEditing: boolean;
  readonly color: string;
  readonly isTrash: boolean;
  /** Some runs have children: names of those that have none leave room for what opens the others. */
  readonly isTree: boolean;
  readonly actions: GridActions;
  readonly onSelect: (id: string, isRange: boolean) => void;
  readonly onEdit: (id: string | undefined) => void;
}

/** One line of the table. */
export const GridRow = memo(function GridRow(props: GridRowProps): ReactNode {
  const { line, index, top, height, isSelected, isActive } = props;
  const style: CSSProperties = { height, transform: `translateY(${top}px)` };
  return (
    <div
      role="row"
      tabIndex={-1}
      id={`row-${index}`}
      data-line={index}
      aria-rowindex={index + 2}
      aria-selected={line.type === 'run' ? isSelected : undefined}
      aria-level={line.type === 'run' ? line.depth + 1 : 1}
      aria-expanded={line.type === 'group' || line.children > 0 ? line.isOpen : undefined}
      className={classes(styles['row'], isSelected && styles['selected'], isActive && styles['active'])}
      style={style}
    >
      {line.type === 'group' ? <GroupLine {...props} line={line} /> : <RunLine {...props} line={line} />}
    </div>
  );
});

function RunLine(props: GridRowProps & { readonly line: DisplayRow & { type: 'run' } }): ReactNode {
  const { line, frozen, visible, skipped, cells, nameWidth } = props;
  const { row } = line;
  const cell = (box: ColumnBox): ReactNode => (
    <GridCell key={box.id} box={box} row={row} value={cells.valueIn(box.id, row.id)} />
  );
  return (
    <>
      <div className={styles['frozen']} role="presentation">
        <div role="rowheader" aria-colindex={1} className={styles['name']} style={{ width: nameWidth }}>
          <input
            type="checkbox"
            className={styles['check']}
            aria-label={`Select ${row.name}`}
            checked={props.isSelected}
            onChange={(event) => props.onSelect(row.id, (event.nativeEvent as MouseEvent).shiftKey)}
          />
          <RunName
            line={line}
            color={props.color}
            isShown={props.isShown}
            isEditing={props.isEditing}
            isTrash={props.isTrash}
            isTree={props.isTree}
            actions={props.actions}
            onEdit={props.onEdit}
          />
        </div>
        {frozen.map(cell)}
      </div>
      <div style={{ width: skipped, flex: 'none' }} role="presentation" />
      {visible.map(cell)}
    </>
  );
}

function GroupLine(props: GridRowProps & { readonly line: DisplayRow & { type: 'group' } }): ReactNode {
  const { line, frozen, visible, skipped, nameWidth, cells, actions } = props;
  const cell = ({ column, id, index, width, className }: ColumnBox): ReactNode => {
    const all =
      column.kind === 'metric' ? aggregate(line.rows.map((row) => cells.valueIn(id, row.id))) : undefined;
    return (
      <div key={id} role="gridcell" aria-colindex={index} className={className} style={{ width }}>
        {all && (
          <span
            className={styles['mean']}
            title={`mean of ${all.count}: ${all.mean}; from ${all.min} to ${all.max}`}
          >
            <span>{formatNumber(all.mean)}</span>
            <span className={styles['spread']}>
              {formatShort(all.min)} … {formatShort(all.max)}
            </span>
          </span>
        )}
      </div>
    );
  };
  return (
    <>
      <div className={styles['frozen']} role="presentation">
        <div
          role="rowheader"
          aria-colindex={1}
          className={classes(styles['name'], styles['group'])}
          style={{ width: nameWidth }}
        >
          <button
            type="button"
            className={styles['expander']}
            aria-expanded={line.isOpen}
            aria-label={`Group ${line.value ?? 'without a value'}`}
            onClick={() => actions.toggleOpen(line.id)}
          >
            <ChevronRight aria-hidden />
          </button>
          <bdi className="truncate">{line.value ?? 'No value'}</bdi>
          <span className="soft">{counted(line.rows.length, 'run')}</span>
        </div>
        {frozen.map(cell)}
      </div>
      <div style={{ width: skipped, flex: 'none' }} role="presentation" />
      {visible.map(cell)}
    </>
  );
}
