import { CircleCheck, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../components/button.tsx';
import { ProgressBar } from '../components/states.tsx';
import { Truncated } from '../components/truncated.tsx';
import { counted } from '../format/numbers.ts';
import styles from './browser.module.css';
import type { Uploads } from './use-uploads.ts';

const MOST_SHOWN = 50;

/** How far uploads have come, and which failed for what. */
export function UploadList({ uploads: { list, clear } }: { readonly uploads: Uploads }): ReactNode {
  if (list.length === 0) return null;
  const done = list.filter(({ isDone }) => isDone).length;
  const failed = list.filter(({ fault }) => fault !== undefined);
  const isOver = done + failed.length === list.length;
  const shown = [...failed, ...list.filter(({ isDone, fault }) => !isDone && fault === undefined)];
  return (
    <section className={styles['uploads']} aria-label="Uploads">
      <header>
        <span role="status">
          {isOver
            ? `${counted(done, 'file')} uploaded${failed.length > 0 ? `, ${failed.length} failed` : ''}`
            : `Uploading ${done + 1} of ${list.length}`}
        </span>
        <IconButton small label={isOver ? 'Dismiss' : 'Stop uploading'} onClick={clear}>
          {isOver && failed.length === 0 ? <CircleCheck aria-hidden /> : <X aria-hidden />}
        </IconButton>
      </header>
      {shown.slice(0, MOST_SHOWN).map(({ path, part, fault }) => (
        <div key={path} className={styles['upload']}>
          <Truncated text={path} />
          <span className="tabular">{fault === undefined && `${Math.round(part * 100)} %`}</span>
          {fault === undefined ? (
            <ProgressBar value={part} label={`Upload of ${path}`} />
          ) : (
            <span className={styles['failed']}>{fault}</span>
          )}
        </div>
      ))}
    </section>
  );
}
