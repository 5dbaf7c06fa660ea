import { Pencil } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../components/button.tsx';
import { MarkdownEditor, MarkdownView } from '../components/markdown.tsx';
import { Card } from '../components/page.tsx';
import styles from './run.module.css';

export interface NotesCardProps {
  readonly text: string;
  readonly onSave: (text: string) => Promise<unknown>;
}

/** What people write about a run, in Markdown. */
export function NotesCard({ text, onSave }: NotesCardProps): ReactNode {
  const [isEditing, setEditing] = useState(false);
  const isEmpty = text.trim() === '';
  if (isEmpty && !isEditing)
    return (
      <button type="button" className={styles['addNote']} onClick={() => setEditing(true)}>
        <Pencil aria-hidden /> Add a note: what was tried, what was learnt
      </button>
    );
  return (
    <Card
      title="Notes"
      actions={
        !isEditing && (
          <Button small look="ghost" onClick={() => setEditing(true)}>
            <Pencil aria-hidden /> Edit
          </Button>
        )
      }
    >
      {isEditing ? (
        <MarkdownEditor label="Notes" text={text} onSave={onSave} onClose={() => setEditing(false)} />
      ) : (
        <MarkdownView text={text} />
      )}
    </Card>
  );
}
