import { Plus, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { LineAxis } from '../api/histories.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Select, Switch } from '../components/choices.tsx';
import { Field, SearchField } from '../components/field.tsx';
import { Popover } from '../components/popover.tsx';
import type { Arrangement } from './arrangement.ts';
import type { ChartsBoardProps } from './charts-board.tsx';
import styles from './charts-toolbar.module.css';
import { fieldName } from './chart-spec.ts';
import { fieldChoices, metricChoices } from './field-choices.ts';
import { KeyPicker } from '../components/key-picker.tsx';
import type { LineSettings } from './line-settings.ts';
import type { Spread } from './lines/group.ts';

export interface ChartsToolbarProps extends Pick<ChartsBoardProps, 'keys' | 'arrangement' | 'onArrange'> {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onAdd: () => void;
}

const AXES: readonly (readonly [LineAxis, string])[] = [
  ['step', 'Over steps'],
  ['time', 'Over time'],
  ['relative', 'Over time since start'],
  ['metric', 'Over a metric'],
];

/** How all line charts are drawn, and which are shown. */
export function ChartsToolbar(props: ChartsToolbarProps): ReactNode {
  const { keys, arrangement, onArrange, search, onSearch, onAdd } = props;
  const { settings } = arrangement;
  const set = (change: Partial<LineSettings>): void =>
    onArrange({ ...arrangement, settings: { ...settings, ...change } });
  return (
    <div className={styles['bar']} role="toolbar" aria-label="Charts">
      <SearchField
        label="Find a chart"
        placeholder="Find a chart"
        value={search}
        onChange={onSearch}
        className={styles['search']}
      />
      <Select
        label="X axis"
        value={settings.x}
        onChange={(x) => set(x === 'metric' ? { x, xKey: settings.xKey ?? keys.metrics[0] } : { x })}
        choices={keys.metrics.length > 0 ? AXES : AXES.slice(0, 3)}
      />
      {settings.x === 'metric' && (
        <KeyPicker
          label="Metric of the x axis"
          placeholder="Choose a metric"
          chosen={[settings.xKey ?? '']}
          choices={metricChoices(keys.metrics)}
          onChoose={(xKey) => set({ xKey })}
        />
      )}
      <Smoothing value={settings.smoothing} onChange={(smoothing) => set({ smoothing })} />
      <span className={styles['space']} />
      <MoreSettings arrangement={arrangement} onArrange={onArrange} keys={keys} set={set} />
      <Button small onClick={onAdd} className={styles['add']}>
        <Plus aria-hidden />
        Add chart
      </Button>
    </div>
  );
}

/** A slider for smoothing, from none to nearly all. */
export function Smoothing({
  value,
  onChange,
}: {
  readonly value: number;
  readonly onChange: (value: number) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className={styles['smoothing']}>
      <label htmlFor={id}>Smoothing</label>
      <input
        id={id}
        type="range"
        min={0}
        max={0.99}
        step={0.01}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <output htmlFor={id}>{value === 0 ? 'off' : value.toFixed(2)}</output>
    </div>
  );
}

const SPREADS: readonly (readonly [Spread, string])[] = [
  ['range', 'Lowest to highest'],
  ['deviation', 'Standard deviation'],
  ['none', 'No band'],
];

function MoreSettings({
  arrangement,
  onArrange,
  keys,
  set,
}: Pick<ChartsToolbarProps, 'arrangement' | 'onArrange' | 'keys'> & {
  readonly set: (change: Partial<LineSettings>) => void;
}): ReactNode {
  const { settings } = arrangement;
  const { groupBy } = settings;
  const isChanged = settings.xLog || settings.yLog || settings.hidesOutliers || groupBy !== undefined;
  return (
    <Popover
      label="Chart settings"
      align="end"
      trigger={
        <IconButton small label="Chart settings" look={isChanged ? 'secondary' : 'ghost'}>
          <SlidersHorizontal aria-hidden />
        </IconButton>
      }
    >
      <div className={styles['settings']}>
        <Switch label="Logarithmic x axis" checked={settings.xLog} onChange={(xLog) => set({ xLog })} />
        <Switch label="Logarithmic y axis" checked={settings.yLog} onChange={(yLog) => set({ yLog })} />
        <Switch
          label="Leave outliers out of view"
          checked={settings.hidesOutliers}
          onChange={(hidesOutliers) => set({ hidesOutliers })}
        />
        <Switch
          label="Zoom all charts together"
          checked={arrangement.zoomsTogether}
          onChange={(zoomsTogether) => onArrange({ ...arrangement, zoomsTogether })}
        />
        <Field label="Group lines by">
          {({ id }) => (
            <KeyPicker
              id={id}
              label="Group lines by"
              placeholder="Nothing"
              chosen={groupBy === undefined ? [''] : [groupBy]}
              choices={[['', 'Nothing'], ...fieldChoices(keys, ['params', 'tags'])]}
              onChoose={(field) => set({ groupBy: field === '' ? undefined : field })}
            />
          )}
        </Field>
        {groupBy !== undefined && (
          <Field label={`Around the mean of each ${fieldName(groupBy).slice(0, 40)}`}>
            {({ id }) => (
              <Select
                id={id}
                label="Band around the mean"
                value={settings.spread}
                onChange={(spread) => set({ spread })}
                choices={SPREADS}
              />
            )}
          </Field>
        )}
        <Button
          small
          disabled={isUntouched(arrangement)}
          onClick={() =>
            onArrange({ ...arrangement, removed: [], order: new Map(), changes: new Map(), closed: [] })
          }
        >
          Bring back all charts, as they were
        </Button>
      </div>
    </Popover>
  );
}

function isUntouched({ removed, order, changes, closed }: Arrangement): boolean {
  return removed.length + order.size + changes.size + closed.length === 0;
}
