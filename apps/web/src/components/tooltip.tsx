import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import styles from './floating.module.css';

export interface TipProps {
  readonly text: ReactNode;
  readonly keys?: string | undefined;
  /** The element it belongs to, which must take a ref and props. */
  readonly children: ReactElement<Record<string, unknown>>;
}

/** A word about what is under the pointer or focused. It repeats or adds; it never holds what one must know. */
export function Tip({ text, keys, children }: TipProps): ReactNode {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className={styles['positioner']}>
          <Tooltip.Popup className={styles['tooltip']}>
            {text}
            {keys && <kbd>{keys}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
