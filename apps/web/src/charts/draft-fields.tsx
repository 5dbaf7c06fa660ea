import type { ReactNode } from 'react';
import { Select } from '../components/choices.tsx';
import { Field } from '../components/field.tsx';
import type { ChartDraft } from './chart-draft.ts';
import type { ChartsBoardProps } from './charts-board.tsx';
import { fieldChoices, metricChoices } from './field-choices.ts';
import { KeyPicker } from '../components/key-picker.tsx';
import type { LineSettings } from './line-settings.ts';

interface DraftFieldsProps {
  readonly draft: ChartDraft;
  readonly keys: ChartsBoardProps['keys'];
  /** It is a metric's own chart, which shows that metric. */
  readonly isOwn: boolean;
  readonly onChange: (change: Partial<ChartDraft>) => void;
}

/** What a chart of the chosen kind shows. */
export function DraftFields({ draft, keys, isOwn, onChange }: DraftFieldsProps): ReactNode {
  const all = fieldChoices(keys, ['metrics', 'params', 'tags']);
  const numbers = fieldChoices(keys, ['metrics', 'params']);
  const groups = fieldChoices(keys, ['params', 'tags']);
  const toggle = (list: readonly string[], value: string): string[] =>
    list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
  const one = (
    label: string,
    name: 'x' | 'y' | 'z' | 'field' | 'groupBy',
    choices: ReturnType<typeof fieldChoices>,
    isOptional = false,
  ): ReactNode => (
    <Field label={label}>
      {({ id }) => (
        <KeyPicker
          id={id}
          label={label}
          placeholder={isOptional ? 'Nothing' : 'Choose'}
          chosen={[draft[name] ?? '']}
          choices={isOptional ? [['', 'Nothing'], ...choices] : choices}
          onChoose={(value) => onChange({ [name]: value === '' ? undefined : value })}
        />
      )}
    </Field>
  );
  const many = (
    label: string,
    name: 'keys' | 'fields',
    choices: ReturnType<typeof metricChoices>,
  ): ReactNode => (
    <Field label={label}>
      {({ id }) => (
        <KeyPicker
          id={id}
          isMany
          label={label}
          placeholder="Choose"
          chosen={draft[name]}
          choices={choices}
          onChoose={(value) => onChange({ [name]: toggle(draft[name], value) })}
        />
      )}
    </Field>
  );
  switch (draft.kind) {
    case 'line':
      return (
        <>
          {!isOwn && many('Metrics', 'keys', metricChoices(keys.metrics))}
          <OwnAxes settings={draft.settings} onChange={(settings) => onChange({ settings })} />
        </>
      );
    case 'bar':
      return (
        <>
          {one('Value', 'field', numbers)}
          {one('Mean for each', 'groupBy', groups, true)}
        </>
      );
    case 'box':
      return (
        <>
          {one('Value', 'field', numbers)}
          {one('For each', 'groupBy', groups)}
        </>
      );
    case 'scatter':
      return (
        <>
          {one('X', 'x', all)}
          {one('Y', 'y', all)}
          {one('Colour', 'z', all, true)}
        </>
      );
    case 'contour':
      return (
        <>
          {one('X', 'x', numbers)}
          {one('Y', 'y', numbers)}
          {one('Height', 'z', numbers)}
        </>
      );
    default:
      return many('Axes; the last gives the colours', 'fields', all);
  }
}

const AS_OTHERS = [
  ['', 'As all charts'],
  ['on', 'Logarithmic'],
  ['off', 'Linear'],
] as const;

function OwnAxes({
  settings,
  onChange,
}: {
  readonly settings: Partial<LineSettings>;
  readonly onChange: (settings: Partial<LineSettings>) => void;
}): ReactNode {
  const axis = (label: string, name: 'xLog' | 'yLog'): ReactNode => (
    <Field label={label}>
      {({ id }) => (
        <Select<'' | 'on' | 'off'>
          id={id}
          label={label}
          value={settings[name] === undefined ? '' : settings[name] ? 'on' : 'off'}
          onChange={(value) => {
            const { [name]: _, ...rest } = settings;
            onChange(value === '' ? rest : { ...rest, [name]: value === 'on' });
          }}
          choices={AS_OTHERS}
        />
      )}
    </Field>
  );
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 14 }}>
      {axis('X axis', 'xLog')}
      {axis('Y axis', 'yLog')}
    </div>
  );
}
