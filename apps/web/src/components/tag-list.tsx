import { Plus, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ownTags, type Tags } from '../api/key-values.ts';
import { TagChip } from './badge.tsx';
import { Button, IconButton } from './button.tsx';
import { Field, FormError, Input } from './field.tsx';
import { messageOf } from '../api/api-error.ts';
import { Popover } from './popover.tsx';
import styles from './tag-list.module.css';
import { notify, notifyFailure } from './toast.tsx';

export interface TagListProps {
  readonly tags: Tags;
  readonly onSet: (key: string, value: string) => Promise<unknown>;
  readonly onDelete: (key: string) => Promise<unknown>;
}

/** The tags that people set, to add to, change and take away. A tag that was taken away can be had back. */
export function TagList({ tags, onSet, onDelete }: TagListProps): ReactNode {
  const remove = async (key: string, value: string): Promise<void> => {
    try {
      await onDelete(key);
      notify(`Tag ${key} removed`, { undo: () => onSet(key, value) });
    } catch (error) {
      notifyFailure('The tag was not removed', error);
    }
  };
  return (
    <div className={styles['tags']}>
      {ownTags(tags).map(([key, value]) => (
        <span key={key} className={styles['tag']}>
          <TagForm
            initialKey={key}
            initialValue={value}
            onSet={onSet}
            trigger={
              <button type="button" className={styles['edit']}>
                <span className="visually-hidden">Change tag </span>
                <TagChip name={key} value={value} />
              </button>
            }
          />
          <IconButton label={`Remove tag ${key}`} small onClick={() => void remove(key, value)}>
            <X aria-hidden />
          </IconButton>
        </span>
      ))}
      <TagForm
        onSet={onSet}
        trigger={
          <Button look="ghost" small>
            <Plus aria-hidden /> Add tag
          </Button>
        }
      />
    </div>
  );
}

interface TagFormProps {
  readonly trigger: React.ReactElement<Record<string, unknown>>;
  readonly initialKey?: string;
  readonly initialValue?: string;
  readonly onSet: TagListProps['onSet'];
}

function TagForm({ trigger, initialKey = '', initialValue = '', onSet }: TagFormProps): ReactNode {
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState(initialKey);
  const [value, setValue] = useState(initialValue);
  const [error, setError] = useState<string>();
  const toggle = (next: boolean): void => {
    setKey(initialKey);
    setValue(initialValue);
    setError(undefined);
    setOpen(next);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      await onSet(key.trim(), value);
      toggle(false);
    } catch (problem) {
      setError(messageOf(problem));
    }
  };
  return (
    <Popover
      label={initialKey === '' ? 'Add a tag' : `Change tag ${initialKey}`}
      trigger={trigger}
      open={open}
      onOpenChange={toggle}
    >
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        <Field label="Key">
          {(control) => (
            <Input
              {...control}
              value={key}
              readOnly={initialKey !== ''}
              onChange={(event) => setKey(event.target.value)}
            />
          )}
        </Field>
        <Field label="Value">
          {(control) => (
            <Input {...control} value={value} onChange={(event) => setValue(event.target.value)} />
          )}
        </Field>
        <FormError message={error} />
        <Button type="submit" look="primary" small disabled={key.trim() === ''}>
          Save
        </Button>
      </form>
    </Popover>
  );
}
