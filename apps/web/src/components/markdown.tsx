import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Button } from './button.tsx';
import { Segmented } from './choices.tsx';
import { FormError, TextArea } from './field.tsx';
import styles from './markdown.module.css';
import { SkeletonLines } from './states.tsx';
import { messageOf } from '../api/api-error.ts';

const MarkdownText = lazy(() => import('./markdown-text.tsx'));

/** Shows Markdown; its parser is loaded when it is first needed. */
export function MarkdownView({ text }: { readonly text: string }): ReactNode {
  return (
    <Suspense fallback={<SkeletonLines count={3} />}>
      <MarkdownText text={text} />
    </Suspense>
  );
}

export interface MarkdownEditorProps {
  readonly label: string;
  readonly text: string;
  /** Closes the editor when it resolves; its failure is shown, and the text stays. */
  readonly onSave: (text: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Writes Markdown, with a preview. Ctrl-Enter saves. */
export function MarkdownEditor({ label, text, onSave, onClose }: MarkdownEditorProps): ReactNode {
  const [draft, setDraft] = useState(text);
  const [mode, setMode] = useState<'write' | 'preview'>('write');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const save = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await onSave(draft);
      onClose();
    } catch (problem) {
      setError(messageOf(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles['editor']}>
      <div>
        <Segmented
          label="Editor mode"
          value={mode}
          onChange={setMode}
          choices={[
            ['write', 'Write'],
            ['preview', 'Preview'],
          ]}
        />
      </div>
      {mode === 'write' ? (
        <TextArea
          aria-label={label}
          value={draft}
          autoFocus
          placeholder="Markdown: **bold**, lists, tables, `code`…"
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
          }}
        />
      ) : (
        <div className={styles['preview']}>
          {draft.trim() === '' ? (
            <span className="soft">Nothing to preview.</span>
          ) : (
            <MarkdownView text={draft} />
          )}
        </div>
      )}
      <FormError message={error} />
      <div className={styles['actions']}>
        <Button look="primary" small busy={busy} onClick={() => void save()}>
          Save
        </Button>
        <Button small onClick={onClose}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
