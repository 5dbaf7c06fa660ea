import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { createDeployment } from '../api/deployments.ts';
import { Select } from '../components/choices.tsx';
import { FormDialog } from '../components/dialog.tsx';
import { Field, Input } from '../components/field.tsx';
import { deploymentPlace } from './places.ts';

const ENVIRONMENTS = [
  ['uv', "The model's own, built with uv"],
  ['virtualenv', "The model's own, built with virtualenv"],
  ['local', "The server's Python"],
] as const;
type Environment = (typeof ENVIRONMENTS)[number][0];

/** Asks what to deploy, deploys it and shows it. */
export function CreateDeploymentDialog({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const [name, setName] = useState('');
  const [modelUri, setModelUri] = useState('');
  const [environment, setEnvironment] = useState<Environment>('uv');
  const [workers, setWorkers] = useState('1');
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = async (): Promise<void> => {
    await createDeployment({ name, modelUri, environment, workers: Number(workers) });
    await client.invalidateQueries({ queryKey: ['deployments'] });
    await navigate(deploymentPlace(name));
  };
  return (
    <FormDialog
      title="Deploy a model"
      open={open}
      onClose={onClose}
      action="Deploy"
      disabled={name.trim() === '' || modelUri.trim() === ''}
      onSubmit={create}
    >
      <Field label="Name" hint="Part of its address: letters, digits, dots, dashes and underscores.">
        {(control) => (
          <Input {...control} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field label="Model" hint="models:/name@alias is followed as the alias moves; models:/name/3 stays.">
        {(control) => (
          <Input
            {...control}
            mono
            placeholder="models:/churn@champion"
            value={modelUri}
            onChange={(event) => setModelUri(event.target.value)}
          />
        )}
      </Field>
      <Field label="Python environment">
        {({ id }) => (
          <Select
            id={id}
            label="Python environment"
            value={environment}
            onChange={setEnvironment}
            choices={ENVIRONMENTS}
          />
        )}
      </Field>
      <Field label="Workers" hint="Processes that score at the same time.">
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={64}
            value={workers}
            onChange={(event) => setWorkers(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
