import type { ReactNode } from 'react';
import { JsonView } from '../components/json-view.tsx';
import styles from './preview.module.css';

/** A value that a file holds, as a tree. */
export function TreeView({ value }: { readonly value: unknown }): ReactNode {
  return (
    // A long tree scrolls: the keyboard must reach its end.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['pad']} tabIndex={0} role="region" aria-label="Tree">
      <JsonView value={value} />
    </div>
  );
}
