import { Popover as Base } from '@base-ui/react/popover';
import { cloneElement, type ReactElement, type ReactNode, useState } from 'react';
import { classes } from './classes.ts';
import styles from './floating.module.css';

export interface PopoverProps {
  readonly trigger: ReactElement<Record<string, unknown>>;
  /** What it is, for screen readers. */
  readonly label: string;
  readonly align?: 'start' | 'center' | 'end';
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A small panel of controls that belongs to a button, and costs no more than that until it is first pressed. */
export function Popover({
  trigger,
  label,
  align = 'start',
  open,
  onOpenChange,
  className,
  children,
}: PopoverProps): ReactNode {
  const [isWanted, setWanted] = useState(false);
  if (!isWanted && open !== true)
    return cloneElement(trigger, {
      onClick: () => {
        setWanted(true);
        onOpenChange?.(true);
      },
      'aria-haspopup': 'dialog',
      'aria-expanded': false,
    });
  return (
    <Base.Root
      {...(open === undefined ? { defaultOpen: true } : { open })}
      {...(onOpenChange && { onOpenChange: (next: boolean) => onOpenChange(next) })}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className={styles['positioner']}>
          <Base.Popup aria-label={label} className={classes(styles['popup'], styles['roomy'], className)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
