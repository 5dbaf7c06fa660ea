import type { ReactNode } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { keyLabel, useAllCommands } from './commands.ts';
import styles from './command-palette.module.css';

/** Every key that does something on this page. */
export default function ShortcutSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const groups = Map.groupBy(
    useAllCommands().filter(({ keys }) => keys !== undefined),
    ({ group }) => group,
  );
  return (
    <Dialog title="Keyboard shortcuts" open onClose={onClose} width={520}>
      {[...groups].map(([group, commands]) => (
        <section key={group} aria-label={group}>
          <h3 className={styles['group']}>{group}</h3>
          <dl className={styles['sheet']}>
            {commands.map(({ id, label, keys = '' }) => (
              <div key={id}>
                <dt>{label}</dt>
                <dd>
                  <kbd className={styles['kbd']}>{keyLabel(keys)}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
