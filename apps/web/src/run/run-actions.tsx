import { useQueryClient } from '@tanstack/react-query';
import { ArchiveRestore, Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { deleteRun, renameRun, restoreRun, type Run } from '../api/runs.ts';
import { useCommands } from '../app/commands.ts';
import { Button, IconButton } from '../components/button.tsx';
import { copyText } from '../components/code-block.tsx';
import { FormDialog } from '../components/dialog.tsx';
import { Field, Input } from '../components/field.tsx';
import { Menu, MenuItem, MenuSeparator } from '../components/menu.tsx';
import { notify, notifyFailure } from '../components/toast.tsx';

/** Rename, delete, restore: as buttons, from the keyboard and in the palette. */
export function RunActions({ run }: { readonly run: Run }): ReactNode {
  const client = useQueryClient();
  const [isRenaming, setRenaming] = useState(false);
  const [name, setName] = useState('');
  const refresh = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['run', run.id] });
    void client.invalidateQueries({ queryKey: ['runs'] });
  };
  const restore = async (): Promise<void> => {
    await restoreRun(run.id);
    await refresh();
  };
  const remove = async (): Promise<void> => {
    try {
      await deleteRun(run.id);
      await refresh();
      notify('The run is in the trash', { undo: restore });
    } catch (error) {
      notifyFailure('The run was not deleted', error);
    }
  };
  const doRestore = (): void => {
    restore()
      .then(() => notify('The run is restored'))
      .catch((error: unknown) => notifyFailure('The run was not restored', error));
  };
  const rename = (): void => {
    setName(run.name);
    setRenaming(true);
  };
  const copyId = (): void => {
    copyText(run.id)
      .then(() => notify('Copied the run id'))
      .catch((error: unknown) => notifyFailure('Nothing was copied', error));
  };
  useCommands([
    { id: 'run-rename', group: 'This run', label: 'Rename the run', keys: 'r', run: rename },
    { id: 'run-copy', group: 'This run', label: 'Copy the run id', keys: 'y', run: copyId },
    run.isDeleted
      ? { id: 'run-restore', group: 'This run', label: 'Restore the run', run: doRestore }
      : { id: 'run-delete', group: 'This run', label: 'Delete the run', run: () => void remove() },
  ]);
  return (
    <>
      {run.isDeleted && (
        <Button onClick={doRestore}>
          <ArchiveRestore aria-hidden /> Restore
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton label="More about this run" look="secondary" quiet>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil aria-hidden />} keys="R" onClick={rename}>
          Rename
        </MenuItem>
        <MenuItem icon={<Copy aria-hidden />} keys="Y" onClick={copyId}>
          Copy run id
        </MenuItem>
        <MenuSeparator />
        {run.isDeleted ? (
          <MenuItem icon={<ArchiveRestore aria-hidden />} onClick={doRestore}>
            Restore
          </MenuItem>
        ) : (
          <MenuItem danger icon={<Trash2 aria-hidden />} onClick={() => void remove()}>
            Delete
          </MenuItem>
        )}
      </Menu>
      <FormDialog
        title="Rename the run"
        action="Rename"
        open={isRenaming}
        onClose={() => setRenaming(false)}
        disabled={name.trim() === ''}
        onSubmit={async () => {
          await renameRun(run.id, name.trim());
          await refresh();
        }}
      >
        <Field label="Name">
          {(control) => (
            <Input {...control} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
      </FormDialog>
    </>
  );
}
