import { type ReactNode, useState } from 'react';
import { Segmented } from '../components/choices.tsx';
import styles from './preview.module.css';

export interface PreviewView {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

export interface PreviewViewsProps {
  readonly views: readonly PreviewView[];
  /** Beside the choice of views: what is shown of how much, options. */
  readonly note?: ReactNode;
}

/** A file in one of several views, such as drawn and as its source. */
export function PreviewViews({ views, note }: PreviewViewsProps): ReactNode {
  const [chosen, setChosen] = useState(views[0]?.id ?? '');
  const shown = views.find(({ id }) => id === chosen) ?? views[0];
  return (
    <div className={styles['views']}>
      {(views.length > 1 || note) && (
        <div className={styles['strip']}>
          {views.length > 1 && (
            <Segmented
              label="How to show it"
              value={shown?.id ?? ''}
              onChange={setChosen}
              choices={views.map(({ id, label }) => [id, label] as const)}
            />
          )}
          {note && <div className={styles['note']}>{note}</div>}
        </div>
      )}
      <div className={styles['view']}>{shown?.content}</div>
    </div>
  );
}
