import type { ReactNode } from 'react';
import type { Tags } from '../api/key-values.ts';
import { NOTE_TAG } from '../api/key-values.ts';
import { Facts } from '../components/facts.tsx';
import styles from './run.module.css';

/** Tags that clients set by themselves, folded away. */
export function SystemTags({ tags }: { readonly tags: Tags }): ReactNode {
  const shown = Object.entries(tags)
    .filter(([key]) => /^(?:mlflow|millrace)\./.test(key) && key !== NOTE_TAG)
    .toSorted(([a], [b]) => a.localeCompare(b));
  if (shown.length === 0) return null;
  return (
    <details className={styles['system']}>
      <summary>System tags ({shown.length})</summary>
      <Facts
        facts={shown.map(([key, value]) => [
          key,
          <bdi key={key} className={styles['long']}>
            {value}
          </bdi>,
        ])}
      />
    </details>
  );
}
