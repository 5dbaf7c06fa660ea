import { type ReactNode, useState } from 'react';
import type { Experiment } from '../api/experiments.ts';
import { NOTE_TAG, ownTags } from '../api/key-values.ts';
import { TagChip } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { firstLine } from '../format/first-line.ts';
import { MarkdownView } from '../components/markdown.tsx';

/** An experiment's tags and the start of its description, which opens to the whole. Nothing when it has neither. */
export function ExperimentNote({ experiment }: { readonly experiment: Experiment }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const note = experiment.tags[NOTE_TAG] ?? '';
  const tags = ownTags(experiment.tags);
  const line = firstLine(note);
  if (note.trim() === '' && tags.length === 0) return null;
  return (
    <div style={{ display: 'grid', gap: 6, paddingBottom: 8 }}>
      <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 6, minWidth: 0 }}>
        {tags.slice(0, 12).map(([name, value]) => (
          <TagChip key={name} name={name} value={value} />
        ))}
        {!isOpen && line !== '' && (
          <span className="soft truncate" style={{ maxWidth: '60ch' }}>
            {line}
          </span>
        )}
        {note.trim() !== '' && (
          <Button small look="ghost" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Less' : 'Description'}
          </Button>
        )}
      </div>
      {isOpen && (
        // Long ones scroll within the page's head: the keyboard must reach them.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div
          style={{ maxHeight: '36vh', overflow: 'auto' }}
          tabIndex={0}
          role="region"
          aria-label="Description"
        >
          <MarkdownView text={note} />
        </div>
      )}
    </div>
  );
}
