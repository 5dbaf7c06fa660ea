import { Plus, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { deleteExperimentTag, type Experiment, setExperimentTag } from '../api/experiments.ts';
import { ownTags } from '../api/key-values.ts';
import { TagChip } from '../components/badge.tsx';
import { Button, IconButton } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FormError, Input } from '../components/field.tsx';
import { refreshExperiments } from './experiment-dialogs.tsx';

/** Sets and removes an experiment's tags. */
export function ExperimentTagsDialog({
  experiment,
  onClose,
}: {
  readonly experiment: Experiment;
  readonly onClose: () => void;
}): ReactNode {
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const [error, setError] = useState<string>();
  const act = async (work: Promise<unknown>): Promise<void> => {
    setError(undefined);
    try {
      await work;
      await refreshExperiments();
    } catch (problem) {
      setError(messageOf(problem));
    }
  };
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (key.trim() === '') return;
    await act(setExperimentTag(experiment.id, key.trim(), value));
    setKey('');
    setValue('');
  };
  const tags = ownTags(experiment.tags);
  return (
    <Dialog title="Tags of the experiment" open onClose={onClose} width={540}>
      {tags.length === 0 && <p className="soft">It has none yet.</p>}
      <ul style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        {tags.map(([name, text]) => (
          <li key={name} style={{ display: 'inline-flex', alignItems: 'center', minWidth: 0 }}>
            <TagChip name={name} value={text} />
            <IconButton
              quiet
              small
              label={`Remove the tag ${name}`}
              onClick={() => void act(deleteExperimentTag(experiment.id, name))}
            >
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <form onSubmit={(event) => void add(event)} style={{ display: 'flex', gap: 8 }}>
        <Input
          aria-label="Key"
          placeholder="Key"
          autoFocus
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <Input
          aria-label="Value"
          placeholder="Value"
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <Button type="submit" disabled={key.trim() === ''}>
          <Plus aria-hidden />
          Set
        </Button>
      </form>
      <FormError message={error} />
    </Dialog>
  );
}
