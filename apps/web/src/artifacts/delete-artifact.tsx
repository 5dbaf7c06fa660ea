import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type ArtifactEntry, type ArtifactPlace, deleteArtifact, folderOf } from '../api/artifacts.ts';
import { ConfirmDialog } from '../components/dialog.tsx';
import { notify } from '../components/toast.tsx';

export interface DeleteArtifactProps {
  readonly place: ArtifactPlace;
  readonly entry: ArtifactEntry;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Given the folder that it was in. */
  readonly onDeleted: (folder: string) => void;
}

/** Asks before an artifact is deleted: it cannot be had back. */
export function DeleteArtifact({ place, entry, open, onClose, onDeleted }: DeleteArtifactProps): ReactNode {
  const client = useQueryClient();
  const { path, name, isFolder } = entry;
  return (
    <ConfirmDialog
      title={isFolder ? 'Delete this folder?' : 'Delete this file?'}
      action="Delete"
      open={open}
      onClose={onClose}
      onConfirm={async () => {
        await deleteArtifact(place, path);
        onDeleted(folderOf(path));
        notify(`Deleted ${name}`);
        await client.invalidateQueries({ queryKey: ['artifacts', place.kind, place.id] });
      }}
    >
      <strong>
        <bdi>{path}</bdi>
      </strong>
      {isFolder ? ' and all that is in it are' : ' is'} deleted for good. Models and tables that refer to it
      will not find it.
    </ConfirmDialog>
  );
}
