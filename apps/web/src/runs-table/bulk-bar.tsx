import { GitCompareArrows, RotateCcw, Tag, Trash2, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import type { RunRow } from '../api/run-table.ts';
import { Button, IconButton } from '../components/button.tsx';
import { ConfirmDialog, FormDialog } from '../components/dialog.tsx';
import { Field, Input } from '../components/field.tsx';
import { notifyFailure } from '../components/toast.tsx';
import { counted } from '../format/numbers.ts';
import { deleteRuns, purgeRunsForGood, restoreRuns, tagRuns } from './run-actions.ts';
import type { Selection } from './selection.ts';
import styles from './toolbar.module.css';

export interface BulkBarProps {
  readonly selection: Selection;
  readonly rows: readonly RunRow[];
  readonly isTrash: boolean;
}

/** What can be done to all runs that are chosen. */
export function BulkBar({ selection, rows, isTrash }: BulkBarProps): ReactNode {
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'tag' | 'purge'>();
  const [busy, setBusy] = useState(false);
  const [tag, setTag] = useState({ key: '', value: '' });
  const ids = [...selection.ids];
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      selection.set([]);
    } catch (error) {
      notifyFailure('Not all of it worked', error);
    } finally {
      setBusy(false);
    }
  };
  const compare = (): void => {
    const experiments = [
      ...new Set(rows.filter(({ id }) => selection.ids.has(id)).map(({ experimentId }) => experimentId)),
    ];
    const query = new URLSearchParams({
      runs: JSON.stringify(ids),
      experiments: JSON.stringify(experiments),
    });
    void navigate(`/compare-runs?${query.toString()}`);
  };
  return (
    <div className={styles['bulk']} role="toolbar" aria-label="Chosen runs">
      <strong className="tabular">{counted(ids.length, 'run')} chosen</strong>
      {isTrash ? (
        <>
          <Button small busy={busy} onClick={() => void act(() => restoreRuns(ids))}>
            <RotateCcw aria-hidden />
            Restore
          </Button>
          <Button small look="danger" onClick={() => setDialog('purge')}>
            <Trash2 aria-hidden />
            Delete for good…
          </Button>
        </>
      ) : (
        <>
          <Button small look="primary" disabled={ids.length < 2} onClick={compare}>
            <GitCompareArrows aria-hidden />
            Compare
          </Button>
          <Button small onClick={() => setDialog('tag')}>
            <Tag aria-hidden />
            Tag…
          </Button>
          <Button small busy={busy} onClick={() => void act(() => deleteRuns(ids))}>
            <Trash2 aria-hidden />
            Delete
          </Button>
        </>
      )}
      <span className={styles['grow']} />
      <IconButton small label="Choose none" onClick={() => selection.set([])}>
        <X aria-hidden />
      </IconButton>
      <FormDialog
        title={`Tag ${counted(ids.length, 'run')}`}
        open={dialog === 'tag'}
        onClose={() => setDialog(undefined)}
        action="Set the tag"
        disabled={tag.key.trim() === ''}
        onSubmit={() => tagRuns(ids, tag.key.trim(), tag.value)}
      >
        <Field label="Key">
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={tag.key}
              onChange={(event) => setTag({ ...tag, key: event.target.value })}
            />
          )}
        </Field>
        <Field label="Value" hint="A run that has this tag already gets the new value.">
          {(control) => (
            <Input
              {...control}
              value={tag.value}
              onChange={(event) => setTag({ ...tag, value: event.target.value })}
            />
          )}
        </Field>
      </FormDialog>
      <ConfirmDialog
        title={`Delete ${counted(ids.length, 'run')} for good?`}
        open={dialog === 'purge'}
        onClose={() => setDialog(undefined)}
        action="Delete for good"
        onConfirm={async () => {
          await purgeRunsForGood(ids);
          selection.set([]);
        }}
      >
        Their parameters, metrics, tags and the artifacts that this server keeps are removed. This cannot be
        undone.
      </ConfirmDialog>
    </div>
  );
}
