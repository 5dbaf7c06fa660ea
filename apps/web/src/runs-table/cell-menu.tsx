import { Menu as Base } from '@base-ui/react/menu';
import { Copy, Filter, FilterX, Group } from 'lucide-react';
import type { ReactNode } from 'react';
import { quoted } from '../api/filter-text.ts';
import type { Cell } from '../api/run-table.ts';
import { copyText } from '../components/code-block.tsx';
import floating from '../components/floating.module.css';
import { MenuItem, MenuSeparator } from '../components/menu.tsx';
import { notify, notifyFailure } from '../components/toast.tsx';
import { formatNumber } from '../format/numbers.ts';
import { type Column, filterField } from './columns.ts';
import type { GridActions } from './use-grid-actions.ts';

export interface OpenCell {
  readonly element: HTMLElement;
  readonly column: Column;
  readonly value: Cell | undefined;
}

/** Filters by what a cell holds, with one press. */
export function CellMenu({
  cell,
  onClose,
  actions,
}: {
  readonly cell: OpenCell | undefined;
  readonly onClose: () => void;
  readonly actions: GridActions;
}): ReactNode {
  const offers = cell ? filterOffers(cell.column, cell.value) : [];
  const column = cell?.column;
  return (
    <Base.Root open={cell !== undefined} onOpenChange={(open) => !open && onClose()} modal={false}>
      <Base.Portal>
        <Base.Positioner
          anchor={cell?.element ?? null}
          align="start"
          sideOffset={2}
          className={floating['positioner']}
        >
          <Base.Popup className={floating['popup']} aria-label="Cell">
            {offers.map(({ label, clause, isNegative }) => (
              <MenuItem
                key={clause}
                icon={isNegative ? <FilterX aria-hidden /> : <Filter aria-hidden />}
                onClick={() => actions.addFilter(clause)}
              >
                {label}
              </MenuItem>
            ))}
            {offers.length > 0 && <MenuSeparator />}
            {(column?.kind === 'param' || column?.kind === 'tag') && (
              <MenuItem icon={<Group aria-hidden />} onClick={() => actions.groupBy(column)}>
                Group by {column.key.slice(0, 40)}
              </MenuItem>
            )}
            <MenuItem
              icon={<Copy aria-hidden />}
              onClick={() => void copy(String(cell?.value ?? cell?.element.textContent ?? ''))}
            >
              Copy
            </MenuItem>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await copyText(text);
    notify('Copied');
  } catch (error) {
    notifyFailure('Nothing was copied', error);
  }
}

interface Offer {
  readonly label: string;
  readonly clause: string;
  readonly isNegative?: boolean;
}

function filterOffers(column: Column, value: Cell | undefined): Offer[] {
  if (column.kind === 'attribute' || value === undefined) return [];
  const field = filterField(column);
  if (column.kind === 'metric') {
    if (column.at !== undefined || typeof value !== 'number' || Number.isNaN(value)) return [];
    const text = formatNumber(value);
    return [
      { label: `At most ${text}`, clause: `${field} <= ${value}` },
      { label: `At least ${text}`, clause: `${field} >= ${value}` },
    ];
  }
  if (value === null)
    return [
      { label: 'Only without a value', clause: `${field} IS NULL` },
      { label: 'Only with a value', clause: `${field} IS NOT NULL`, isNegative: true },
    ];
  const text = String(value);
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return [
    { label: `Only ${short}`, clause: `${field} = ${quoted(text)}` },
    { label: `Without ${short}`, clause: `${field} != ${quoted(text)}`, isNegative: true },
  ];
}
