import { type ReactNode, useState } from 'react';
import { Select } from '../components/choices.tsx';
import { FormDialog } from '../components/dialog.tsx';
import { Field, Input } from '../components/field.tsx';
import { type ChartDraft, draftOf, KIND_NAMES, specOf } from './chart-draft.ts';
import type { ChartsBoardProps } from './charts-board.tsx';
import { type ChartItem, type ChartKind, DEFAULT_HEIGHT, titleOf } from './chart-spec.ts';
import { DraftFields } from './draft-fields.tsx';

export interface EditChartProps {
  /** Undefined makes a new one. */
  readonly item: ChartItem | undefined;
  readonly keys: ChartsBoardProps['keys'];
  readonly onClose: () => void;
  readonly onSave: (item: ChartItem) => void;
}

const MOST_TITLE = 200;

/** Makes or changes a chart: its kind, what it shows, its title, and how its lines differ from those of the others. */
export function EditChart({ item, keys, onClose, onSave }: EditChartProps): ReactNode {
  const [draft, setDraft] = useState<ChartDraft>(() => draftOf(item, keys));
  const spec = specOf(draft);
  const isOwn = item !== undefined && item.id.startsWith('metric:');
  const change = (next: Partial<ChartDraft>): void => setDraft({ ...draft, ...next });
  const save = (): Promise<void> => {
    if (!spec) return Promise.resolve();
    const title = draft.title.trim();
    onSave({
      id: item?.id ?? crypto.randomUUID(),
      title: title === '' ? undefined : title,
      spec,
      settings: draft.settings,
      width: item?.width ?? (spec.kind === 'parallel' ? 2 : 1),
      height: item?.height ?? (spec.kind === 'line' || spec.kind === 'bar' ? DEFAULT_HEIGHT : 300),
    });
    return Promise.resolve();
  };
  const shown: ChartItem | undefined = spec && {
    ...(item ?? { id: '', settings: {}, width: 1, height: DEFAULT_HEIGHT }),
    title: undefined,
    spec,
  };
  return (
    <FormDialog
      title={item ? 'Edit chart' : 'Add chart'}
      open
      action={item ? 'Save' : 'Add'}
      onClose={onClose}
      onSubmit={save}
      disabled={!spec}
    >
      {!isOwn && (
        <Field label="Kind">
          {({ id }) => (
            <Select<ChartKind>
              id={id}
              label="Kind of chart"
              value={draft.kind}
              onChange={(kind) => change({ kind })}
              choices={KIND_NAMES}
            />
          )}
        </Field>
      )}
      <DraftFields draft={draft} keys={keys} isOwn={isOwn} onChange={change} />
      <Field label="Title">
        {(control) => (
          <Input
            {...control}
            value={draft.title}
            maxLength={MOST_TITLE}
            placeholder={shown && titleOf(shown).slice(0, 100)}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
    </FormDialog>
  );
}
