import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { deleteRegisteredModel, renameRegisteredModel } from '../api/registered-models.ts';
import { useCommands } from '../app/commands.ts';
import { IconButton } from '../components/button.tsx';
import { ConfirmDialog, FormDialog } from '../components/dialog.tsx';
import { Field, Input } from '../components/field.tsx';
import { Menu, MenuItem } from '../components/menu.tsx';
import { notify } from '../components/toast.tsx';
import { modelPlace } from './places.ts';

/** What can be done with a whole model. */
export function ModelMenu({ name }: { readonly name: string }): ReactNode {
  const [asks, setAsks] = useState<'rename' | 'delete'>();
  const [newName, setNewName] = useState(name);
  const client = useQueryClient();
  const navigate = useNavigate();
  useCommands([
    { id: 'rename-model', group: 'This page', label: 'Rename this model', run: () => openRename() },
    { id: 'delete-model', group: 'This page', label: 'Delete this model', run: () => setAsks('delete') },
  ]);
  const openRename = (): void => {
    setNewName(name);
    setAsks('rename');
  };
  const rename = async (from: string, to: string): Promise<void> => {
    await renameRegisteredModel(from, to);
    await navigate(modelPlace(to), { replace: true });
    await client.invalidateQueries({ queryKey: ['models'] });
    client.removeQueries({ queryKey: ['model', from] });
  };
  const submit = async (): Promise<void> => {
    const to = newName.trim();
    await rename(name, to);
    notify('Model renamed', { undo: () => rename(to, name) });
  };
  const remove = async (): Promise<void> => {
    await deleteRegisteredModel(name);
    await navigate('/models');
    client.removeQueries({ queryKey: ['model', name] });
    await client.invalidateQueries({ queryKey: ['models'] });
    notify(`Model ${name} deleted`);
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label="More about this model" look="secondary">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil aria-hidden />} onClick={openRename}>
          Rename…
        </MenuItem>
        <MenuItem danger icon={<Trash2 aria-hidden />} onClick={() => setAsks('delete')}>
          Delete…
        </MenuItem>
      </Menu>
      <FormDialog
        title="Rename the model"
        open={asks === 'rename'}
        onClose={() => setAsks(undefined)}
        action="Rename"
        disabled={newName.trim() === '' || newName.trim() === name}
        onSubmit={submit}
        description="Programs that load it by its old name will not find it any more."
      >
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={newName}
              onChange={(event) => setNewName(event.target.value)}
            />
          )}
        </Field>
      </FormDialog>
      <ConfirmDialog
        title="Delete this model?"
        open={asks === 'delete'}
        onClose={() => setAsks(undefined)}
        action="Delete model"
        onConfirm={remove}
      >
        <bdi>{name}</bdi> and all its versions, aliases and tags will be gone. The files that its versions
        were made from stay where they are.
      </ConfirmDialog>
    </>
  );
}
