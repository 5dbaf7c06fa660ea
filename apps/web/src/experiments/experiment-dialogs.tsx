import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import {
  createExperiment,
  deleteExperiment,
  type Experiment,
  renameExperiment,
  restoreExperiment,
} from '../api/experiments.ts';
import { queryClient } from '../api/query-client.ts';
import { FormDialog } from '../components/dialog.tsx';
import { Field, Input } from '../components/field.tsx';
import { notify, notifyFailure } from '../components/toast.tsx';

export async function refreshExperiments(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['experiments'] }),
    queryClient.invalidateQueries({ queryKey: ['experiment'] }),
    queryClient.invalidateQueries({ queryKey: ['palette'] }),
  ]);
}

export function CreateExperimentDialog({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const [name, setName] = useState('');
  const [location, setLocation] = useState('');
  const navigate = useNavigate();
  const create = async (): Promise<void> => {
    const id = await createExperiment(name.trim(), location.trim() || undefined);
    await refreshExperiments();
    setName('');
    setLocation('');
    await navigate(`/experiments/${id}`);
  };
  return (
    <FormDialog
      title="New experiment"
      open={open}
      onClose={onClose}
      action="Create"
      disabled={name.trim() === ''}
      onSubmit={create}
    >
      <Field label="Name">
        {(control) => (
          <Input {...control} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field
        label="Artifact location"
        hint="Left empty, this server keeps the artifacts. Otherwise an address such as s3://bucket/path."
      >
        {(control) => (
          <Input {...control} mono value={location} onChange={(event) => setLocation(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}

export interface RenameExperimentDialogProps {
  readonly experiment: Experiment;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function RenameExperimentDialog({
  experiment,
  open,
  onClose,
}: RenameExperimentDialogProps): ReactNode {
  const [name, setName] = useState(experiment.name);
  const rename = async (): Promise<void> => {
    await renameExperiment(experiment.id, name.trim());
    await refreshExperiments();
  };
  return (
    <FormDialog
      title="Rename the experiment"
      open={open}
      onClose={onClose}
      action="Rename"
      disabled={name.trim() === '' || name.trim() === experiment.name}
      onSubmit={rename}
    >
      <Field label="Name">
        {(control) => (
          <Input {...control} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}

/** Moves experiments to the trash at once, with an undo; deleting restores what restoring deletes. */
export async function deleteExperiments(experiments: readonly Experiment[]): Promise<void> {
  await changeAll(experiments, deleteExperiment);
  notify(`${named(experiments)} moved to the trash`, {
    undo: () => changeAll(experiments, restoreExperiment),
  });
}

export async function restoreExperiments(experiments: readonly Experiment[]): Promise<void> {
  await changeAll(experiments, restoreExperiment);
  notify(`${named(experiments)} restored`, { undo: () => changeAll(experiments, deleteExperiment) });
}

async function changeAll(
  experiments: readonly Experiment[],
  change: (id: string) => Promise<unknown>,
): Promise<void> {
  try {
    for (const { id } of experiments) await change(id);
  } catch (error) {
    notifyFailure('Not all of it worked', error);
    throw error;
  } finally {
    await refreshExperiments();
  }
}

function named(experiments: readonly Experiment[]): string {
  return experiments.length === 1 ? (experiments[0]?.name ?? '') : `${experiments.length} experiments`;
}
