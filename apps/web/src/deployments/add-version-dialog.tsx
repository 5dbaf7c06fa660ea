import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { addDeploymentVersion } from '../api/deployments.ts';
import { Segmented } from '../components/choices.tsx';
import { FormDialog } from '../components/dialog.tsx';
import { Field, Input } from '../components/field.tsx';

export interface AddVersionDialogProps {
  readonly name: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks for a model to try beside the live version. */
export function AddVersionDialog({ name, open, onClose }: AddVersionDialogProps): ReactNode {
  const [modelUri, setModelUri] = useState('');
  const [role, setRole] = useState<'canary' | 'shadow'>('canary');
  const [weight, setWeight] = useState('10');
  const client = useQueryClient();
  const add = async (): Promise<void> => {
    await addDeploymentVersion(name, modelUri, role, role === 'shadow' ? 0 : Number(weight));
    await client.invalidateQueries({ queryKey: ['deployment', name] });
  };
  return (
    <FormDialog
      title="Try another version"
      open={open}
      onClose={onClose}
      action="Add"
      disabled={modelUri.trim() === ''}
      onSubmit={add}
    >
      <Field label="Model">
        {(control) => (
          <Input
            {...control}
            mono
            autoFocus
            placeholder="models:/churn/4"
            value={modelUri}
            onChange={(event) => setModelUri(event.target.value)}
          />
        )}
      </Field>
      <Segmented
        label="How to try it"
        value={role}
        onChange={setRole}
        choices={[
          ['canary', 'Canary: answers some requests'],
          ['shadow', 'Shadow: answers are only compared'],
        ]}
      />
      {role === 'canary' && (
        <Field label="Per cent of the requests">
          {(control) => (
            <Input
              {...control}
              type="number"
              min={0}
              max={100}
              value={weight}
              onChange={(event) => setWeight(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
