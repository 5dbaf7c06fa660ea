import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { deleteModelVersion } from '../api/model-versions.ts';
import { useCommands } from '../app/commands.ts';
import { IconButton } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { Menu, MenuItem } from '../components/menu.tsx';
import { notify } from '../components/toast.tsx';
import { modelPlace } from './places.ts';

/** What can be done with a version beside changing what is known of it. */
export function VersionMenu({
  name,
  version,
}: {
  readonly name: string;
  readonly version: string;
}): ReactNode {
  const [asks, setAsks] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  useCommands([
    { id: 'delete-version', group: 'This page', label: 'Delete this version', run: () => setAsks(true) },
  ]);
  const remove = async (): Promise<void> => {
    await deleteModelVersion(name, version);
    await navigate(modelPlace(name));
    client.removeQueries({ queryKey: ['model', name, 'version', version] });
    await client.invalidateQueries({ queryKey: ['model', name] });
    notify(`Version ${version} deleted`);
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label="More about this version" look="secondary">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem danger icon={<Trash2 aria-hidden />} onClick={() => setAsks(true)}>
          Delete version…
        </MenuItem>
      </Menu>
      <ConfirmDialog
        title={`Delete version ${version}?`}
        open={asks}
        onClose={() => setAsks(false)}
        action="Delete version"
        onConfirm={remove}
      >
        Version {version} of <bdi>{name}</bdi> will be gone with its aliases and tags. The files that it was
        made from stay where they are.
      </ConfirmDialog>
    </>
  );
}
