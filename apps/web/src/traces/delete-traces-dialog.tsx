import type { ReactNode } from 'react';
import { deleteTraces } from '../api/traces.ts';
import { ConfirmDialog } from '../components/dialog.tsx';
import { notify } from '../components/toast.tsx';
import { counted } from '../format/numbers.ts';

export interface DeleteTracesDialogProps {
  readonly experimentId: string;
  readonly ids: readonly string[];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: () => Promise<unknown>;
}

/** How many the server takes at once. */
const AT_ONCE = 100;

export function DeleteTracesDialog({
  experimentId,
  ids,
  open,
  onClose,
  onDone,
}: DeleteTracesDialogProps): ReactNode {
  const remove = async (): Promise<void> => {
    let deleted = 0;
    for (let start = 0; start < ids.length; start += AT_ONCE)
      deleted += await deleteTraces(experimentId, ids.slice(start, start + AT_ONCE));
    await onDone();
    notify(`${counted(deleted, 'trace')} deleted`);
  };
  return (
    <ConfirmDialog
      title={`Delete ${counted(ids.length, 'trace')}?`}
      open={open}
      onClose={onClose}
      action="Delete"
      onConfirm={remove}
    >
      {ids.length === 1 ? 'It' : 'They'} will be gone with all spans and assessments. This cannot be undone.
    </ConfirmDialog>
  );
}
