import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { messageOf } from '../api/api-error.ts';
import { Button, IconButton } from './button.tsx';
import { classes } from './classes.ts';
import styles from './toast.module.css';

const manager = Toast.createToastManager();

const USUAL_MS = 5_000;
/** Time to read it, to regret, and to reach the button. */
const UNDO_MS = 12_000;

/** Says what has been done; with `undo` it can be taken back for twelve seconds. */
export function notify(
  title: string,
  options: { readonly description?: string; readonly undo?: () => Promise<unknown> } = {},
): void {
  const { description, undo } = options;
  const id = manager.add({
    title,
    ...(description && { description }),
    timeout: undo ? UNDO_MS : USUAL_MS,
    ...(undo && {
      actionProps: {
        children: 'Undo',
        onClick: () => {
          manager.close(id);
          undo().catch((error: unknown) => notifyFailure('That could not be undone', error));
        },
      },
    }),
  });
}

/** Says what did not work, and why. */
export function notifyFailure(title: string, error: unknown): void {
  manager.add({ title, description: messageOf(error), type: 'bad', timeout: 10_000, priority: 'high' });
}

/** Stands once, around the application. */
export function Toasts({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles['viewport']}>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List(): ReactNode {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className={classes(styles['toast'], toast.type === 'bad' && styles['bad'])}
    >
      <Toast.Content className={styles['content']}>
        <div className={styles['texts']}>
          <Toast.Title className={styles['title']} />
          <Toast.Description className={styles['description']} />
        </div>
        {toast.actionProps && <Toast.Action render={<Button small />} />}
        <Toast.Close render={<IconButton label="Dismiss" quiet small />}>
          <X aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
