import { type ReactNode, useState } from 'react';
import { setTraceTag } from '../api/traces.ts';
import { FormDialog } from '../components/dialog.tsx';
import { Field, Input } from '../components/field.tsx';
import { notify } from '../components/toast.tsx';
import { counted } from '../format/numbers.ts';

export interface TagTracesDialogProps {
  readonly ids: readonly string[];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: () => Promise<unknown>;
}

/** Gives one tag to many traces. */
export function TagTracesDialog({ ids, open, onClose, onDone }: TagTracesDialogProps): ReactNode {
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const submit = async (): Promise<void> => {
    for (const id of ids) await setTraceTag(id, key.trim(), value);
    await onDone();
    notify(`${counted(ids.length, 'trace')} tagged`);
  };
  return (
    <FormDialog
      title={`Tag ${counted(ids.length, 'trace')}`}
      open={open}
      onClose={onClose}
      action="Tag"
      disabled={key.trim() === ''}
      onSubmit={submit}
    >
      <Field label="Key">
        {(control) => (
          <Input {...control} autoFocus value={key} onChange={(event) => setKey(event.target.value)} />
        )}
      </Field>
      <Field label="Value">
        {(control) => <Input {...control} value={value} onChange={(event) => setValue(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}
