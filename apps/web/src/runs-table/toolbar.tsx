import { ChartLine, Download, Ellipsis, Group, ListTree, SquareSplitHorizontal, Trash2 } from 'lucide-react';
import { type ReactNode, type Ref, useMemo, useState } from 'react';
import { exportAddress } from '../api/run-table.ts';
import { Button, IconButton } from '../components/button.tsx';
import { SearchField } from '../components/field.tsx';
import { LazyMenu, MenuCheck, MenuChoice, MenuItem, MenuSeparator } from '../components/menu.tsx';
import { Popover } from '../components/popover.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { FilterBox } from './filter-box.tsx';
import styles from './toolbar.module.css';
import type { GridActions } from './use-grid-actions.ts';
import type { Table } from './use-table.ts';
import type { ViewState } from './use-view.ts';
import { ViewsMenu } from './views-menu.tsx';

export interface ToolbarProps {
  readonly experimentIds: readonly string[];
  readonly state: ViewState;
  readonly table: Table;
  readonly actions: GridActions;
  /** The runs that are drawn, with their colours. */
  readonly drawn: ReadonlyMap<string, string>;
  readonly filterRef: Ref<{ focus(): void }>;
}

/** What is shown of the runs, and how. */
export function Toolbar({ experimentIds, state, table, actions, drawn, filterRef }: ToolbarProps): ReactNode {
  const { view, change } = state;
  const download = (what: 'RUNS' | 'HISTORIES'): void => {
    const link = document.createElement('a');
    link.href = exportAddress(table.query, what);
    link.download = '';
    link.click();
  };
  return (
    <div className={styles['toolbar']} role="toolbar" aria-label="Runs">
      <FilterBox
        ref={filterRef}
        value={view.filter}
        onChange={(filter) => change({ filter })}
        experimentIds={experimentIds}
        keys={table.keys}
        error={table.rows.error}
      />
      <div className={styles['buttons']}>
        <GroupPicker table={table} state={state} actions={actions} />
        <Button
          aria-pressed={view.onlyDiffering}
          look={view.onlyDiffering ? 'primary' : 'secondary'}
          onClick={() => change({ onlyDiffering: !view.onlyDiffering })}
        >
          <SquareSplitHorizontal aria-hidden />
          Only what differs
        </Button>
        <ColumnChooser
          keys={table.keys}
          columns={table.columns}
          onChange={(columns) =>
            change({ columns, ...(columns === null ? { widths: {}, pinnedColumns: [] } : {}) })
          }
        />
        <Button
          aria-pressed={view.chartsOpen}
          look={view.chartsOpen ? 'primary' : 'secondary'}
          onClick={() => change({ chartsOpen: !view.chartsOpen })}
        >
          <ChartLine aria-hidden />
          Charts
        </Button>
        <ViewsMenu experimentIds={experimentIds} state={state} colors={drawn} />
        <LazyMenu
          align="end"
          trigger={
            <IconButton quiet look="secondary" label="More">
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          {() => (
            <>
              <MenuCheck checked={view.isTree} onChange={(isTree) => change({ isTree })}>
                <ListTree aria-hidden size={15} /> Nested runs as a tree
              </MenuCheck>
              <MenuCheck checked={view.isTrash} onChange={(isTrash) => change({ isTrash })}>
                <Trash2 aria-hidden size={15} /> Show the trash
              </MenuCheck>
              <MenuSeparator />
              <MenuChoice
                label="Draw in charts"
                value={String(view.drawn)}
                onChange={(drawn) => change({ drawn: Number(drawn), shown: {} })}
                choices={[
                  ['0', 'None but those I choose'],
                  ['10', 'The first 10'],
                  ['20', 'The first 20'],
                  ['50', 'The first 50'],
                  ['100', 'The first 100'],
                ]}
              />
              <MenuSeparator />
              <MenuItem icon={<Download aria-hidden />} onClick={() => download('RUNS')}>
                Download all runs as CSV
              </MenuItem>
              <MenuItem icon={<Download aria-hidden />} onClick={() => download('HISTORIES')}>
                Download full histories as CSV
              </MenuItem>
            </>
          )}
        </LazyMenu>
      </div>
    </div>
  );
}

const MOST_OFFERED = 200;

function GroupPicker({
  table,
  state,
  actions,
}: Pick<ToolbarProps, 'table' | 'state' | 'actions'>): ReactNode {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState('');
  const { groupBy } = state.view;
  const { params, tags } = table.keys;
  const offers = useMemo(() => {
    const all = [
      ...params.map((key) => ({ kind: 'param' as const, key })),
      ...tags.map((key) => ({ kind: 'tag' as const, key })),
    ];
    return all.filter(({ key }) => key.toLowerCase().includes(wanted.toLowerCase())).slice(0, MOST_OFFERED);
  }, [params, tags, wanted]);
  const choose = (offer: (typeof offers)[number] | undefined): void => {
    actions.groupBy(offer);
    setOpen(false);
  };
  return (
    <Popover
      label="Group runs"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look={groupBy ? 'primary' : 'secondary'}>
          <Group aria-hidden />
          <bdi className="truncate" style={{ maxWidth: 140 }}>
            {groupBy ? groupBy.key : 'Group'}
          </bdi>
        </Button>
      }
    >
      <div style={{ display: 'grid', gap: 6, width: 260 }}>
        <SearchField
          label="Find a parameter or tag"
          placeholder="Parameter or tag…"
          value={wanted}
          onChange={setWanted}
        />
        <div style={{ display: 'grid', maxHeight: 300, overflow: 'auto', justifyItems: 'start' }}>
          {groupBy && (
            <Button look="ghost" small onClick={() => choose(undefined)}>
              No groups
            </Button>
          )}
          {offers.map((offer) => (
            <Button key={`${offer.kind} ${offer.key}`} look="ghost" small onClick={() => choose(offer)}>
              <span className="soft">{offer.kind}</span> <bdi>{offer.key.slice(0, 60)}</bdi>
            </Button>
          ))}
          {offers.length === 0 && <p className="soft">No run has such a parameter or tag.</p>}
        </div>
      </div>
    </Popover>
  );
}
