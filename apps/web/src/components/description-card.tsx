import { Pencil } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { MarkdownEditor, MarkdownView } from './markdown.tsx';
import { Card } from './page.tsx';

export interface DescriptionCardProps {
  readonly text: string;
  readonly onSave: (text: string) => Promise<unknown>;
  /** What stands where there is none. */
  readonly empty: string;
}

/** A description in Markdown, to read and to write. */
export function DescriptionCard({ text, onSave, empty }: DescriptionCardProps): ReactNode {
  const [edits, setEdits] = useState(false);
  return (
    <Card
      title="Description"
      actions={
        !edits && (
          <Button look="ghost" small onClick={() => setEdits(true)} aria-label="Edit the description">
            <Pencil aria-hidden /> Edit
          </Button>
        )
      }
    >
      {edits ? (
        <MarkdownEditor label="Description" text={text} onSave={onSave} onClose={() => setEdits(false)} />
      ) : text.trim() === '' ? (
        <p className="soft">{empty}</p>
      ) : (
        <MarkdownView text={text} />
      )}
    </Card>
  );
}
