import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { createRegisteredModel } from '../api/registered-models.ts';
import { FormDialog } from '../components/dialog.tsx';
import { Field, Input, TextArea } from '../components/field.tsx';
import { modelPlace } from './places.ts';

/** Asks for a name and makes a model of it, then shows it. */
export function CreateModelDialog({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = async (): Promise<void> => {
    await createRegisteredModel(name, description);
    await client.invalidateQueries({ queryKey: ['models'] });
    setName('');
    setDescription('');
    await navigate(modelPlace(name));
  };
  return (
    <FormDialog
      title="Create a model"
      open={open}
      onClose={onClose}
      action="Create"
      disabled={name.trim() === ''}
      onSubmit={create}
    >
      <Field label="Name" hint="Unique. Without / and :">
        {(control) => (
          <Input {...control} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field label="Description" hint="Markdown. Optional.">
        {(control) => (
          <TextArea
            {...control}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
