import { Ellipsis, FileText, Pencil, RotateCcw, Tags, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Experiment } from '../api/experiments.ts';
import { setExperimentTag } from '../api/experiments.ts';
import { NOTE_TAG } from '../api/key-values.ts';
import { IconButton } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { MarkdownEditor } from '../components/markdown.tsx';
import { LazyMenu, MenuItem, MenuSeparator } from '../components/menu.tsx';
import {
  deleteExperiments,
  refreshExperiments,
  RenameExperimentDialog,
  restoreExperiments,
} from './experiment-dialogs.tsx';
import { ExperimentTagsDialog } from './experiment-tags.tsx';

/** All that can be done to an experiment. */
export function ExperimentMenu({ experiment }: { readonly experiment: Experiment }): ReactNode {
  const [dialog, setDialog] = useState<'rename' | 'tags' | 'note'>();
  const close = (): void => setDialog(undefined);
  const { isDeleted } = experiment;
  return (
    <>
      <LazyMenu
        align="end"
        trigger={
          <IconButton quiet small label={`More for ${experiment.name}`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {() => (
          <>
            <MenuItem icon={<Pencil aria-hidden />} disabled={isDeleted} onClick={() => setDialog('rename')}>
              Rename
            </MenuItem>
            <MenuItem icon={<FileText aria-hidden />} disabled={isDeleted} onClick={() => setDialog('note')}>
              Describe
            </MenuItem>
            <MenuItem icon={<Tags aria-hidden />} disabled={isDeleted} onClick={() => setDialog('tags')}>
              Tags
            </MenuItem>
            <MenuSeparator />
            {isDeleted ? (
              <MenuItem
                icon={<RotateCcw aria-hidden />}
                onClick={() => void restoreExperiments([experiment]).catch(() => undefined)}
              >
                Restore
              </MenuItem>
            ) : (
              <MenuItem
                icon={<Trash2 aria-hidden />}
                danger
                onClick={() => void deleteExperiments([experiment]).catch(() => undefined)}
              >
                Move to the trash
              </MenuItem>
            )}
          </>
        )}
      </LazyMenu>
      {dialog === 'rename' && <RenameExperimentDialog experiment={experiment} open onClose={close} />}
      {dialog === 'tags' && <ExperimentTagsDialog experiment={experiment} onClose={close} />}
      {dialog === 'note' && (
        <Dialog title="Describe the experiment" open onClose={close} width={680}>
          <MarkdownEditor
            label="Description"
            text={experiment.tags[NOTE_TAG] ?? ''}
            onClose={close}
            onSave={async (text) => {
              await setExperimentTag(experiment.id, NOTE_TAG, text);
              await refreshExperiments();
            }}
          />
        </Dialog>
      )}
    </>
  );
}
