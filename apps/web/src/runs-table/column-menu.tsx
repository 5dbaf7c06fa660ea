import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  EyeOff,
  Group,
  MoveHorizontal,
  Pin,
  PinOff,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Input } from '../components/field.tsx';
import { MenuChoice, MenuItem, MenuSeparator } from '../components/menu.tsx';
import { type Column, columnId } from './columns.ts';
import type { GridActions } from './use-grid-actions.ts';

export interface ColumnMenuProps {
  readonly column: Column;
  readonly isPinned: boolean;
  /** The column before this one, and the one after the next: where it goes when it is moved by one. */
  readonly neighbours: { readonly before: Column | undefined; readonly afterNext: Column | undefined };
  readonly actions: GridActions;
}

/** All that can be done to a column, also without a mouse. */
export function ColumnMenu({ column, isPinned, neighbours, actions }: ColumnMenuProps): ReactNode {
  return (
    <>
      <MenuItem icon={<ArrowUp aria-hidden />} onClick={() => actions.sort(column, false)}>
        Sort ascending
      </MenuItem>
      <MenuItem icon={<ArrowDown aria-hidden />} onClick={() => actions.sort(column, true)}>
        Sort descending
      </MenuItem>
      <MenuSeparator />
      {column.kind === 'metric' && <MetricChoice column={column} actions={actions} />}
      {(column.kind === 'param' || column.kind === 'tag') && (
        <MenuItem icon={<Group aria-hidden />} onClick={() => actions.groupBy(column)}>
          Group by this
        </MenuItem>
      )}
      <MenuItem
        icon={isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
        onClick={() => actions.pinColumn(column)}
      >
        {isPinned ? 'Unpin' : 'Pin to the left'}
      </MenuItem>
      <MenuItem
        icon={<ArrowLeft aria-hidden />}
        disabled={!neighbours.before}
        onClick={() => actions.move(column, neighbours.before)}
      >
        Move left
      </MenuItem>
      <MenuItem icon={<ArrowRight aria-hidden />} onClick={() => actions.move(column, neighbours.afterNext)}>
        Move right
      </MenuItem>
      <MenuItem icon={<MoveHorizontal aria-hidden />} onClick={() => actions.resize(columnId(column), 260)}>
        Widen
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<EyeOff aria-hidden />} onClick={() => actions.hide(column)}>
        Hide
      </MenuItem>
    </>
  );
}

function MetricChoice({
  column,
  actions,
}: {
  readonly column: Column & { kind: 'metric' };
  readonly actions: GridActions;
}): ReactNode {
  const at = column.at === undefined ? 'last' : typeof column.at === 'number' ? 'step' : column.at;
  const [step, setStep] = useState(typeof column.at === 'number' ? column.at : 0);
  const { kind, key } = column;
  return (
    <>
      <MenuChoice
        label="Show its value"
        value={at}
        onChange={(next) =>
          actions.replace(
            column,
            next === 'last' ? { kind, key } : { kind, key, at: next === 'step' ? step : next },
          )
        }
        choices={[
          ['last', 'Last'],
          ['min', 'Least'],
          ['max', 'Greatest'],
          ['step', 'At step'],
        ]}
      />
      <div style={{ padding: '2px 8px 6px 31px' }}>
        <Input
          type="number"
          aria-label="Step"
          value={step}
          step={1}
          // The menu would take letters and arrows for itself.
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Enter') actions.replace(column, { kind, key, at: step });
          }}
          onChange={(event) => setStep(Math.trunc(Number(event.target.value)) || 0)}
        />
      </div>
      <MenuSeparator />
    </>
  );
}
