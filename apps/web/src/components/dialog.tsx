import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type CSSProperties, type FormEvent, type ReactNode, useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { Button, IconButton } from './button.tsx';
import styles from './dialog.module.css';
import { FormError } from './field.tsx';

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly description?: ReactNode;
  /** In pixels; 460 unless told otherwise. */
  readonly width?: number;
  /** The row of buttons at the bottom. */
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
}

/** A window over the page. Escape and a click outside close it; focus goes back to where it was. */
export function Dialog({
  title,
  open,
  onClose,
  description,
  width,
  footer,
  children,
}: DialogProps): ReactNode {
  const style = (width === undefined ? {} : { '--dialog-width': `${width}px` }) as CSSProperties;
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        <Base.Popup className={styles['popup']} style={style}>
          <div className={styles['head']}>
            <Base.Title render={<h2 />}>{title}</Base.Title>
            <Base.Close render={<IconButton label="Close" quiet small />}>
              <X aria-hidden />
            </Base.Close>
          </div>
          <div className={styles['body']}>
            {description && (
              <Base.Description className={styles['description']}>{description}</Base.Description>
            )}
            {children}
          </div>
          {footer && <div className={styles['foot']}>{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export interface FormDialogProps extends Omit<DialogProps, 'footer'> {
  readonly action: string;
  readonly disabled?: boolean;
  /** Closes when it resolves; shows the message when it throws. */
  readonly onSubmit: () => Promise<unknown>;
}

/** A dialog with a form: Enter sends it, a failure is told above its buttons, and what was typed stays. */
export function FormDialog({
  action,
  disabled,
  onSubmit,
  onClose,
  children,
  ...rest
}: FormDialogProps): ReactNode {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const close = (): void => {
    setError(undefined);
    onClose();
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    setBusy(true);
    setError(undefined);
    try {
      await onSubmit();
      close();
    } catch (problem) {
      setError(messageOf(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog {...rest} onClose={close}>
      <form onSubmit={(event) => void submit(event)} style={{ display: 'grid', gap: 14 }}>
        {children}
        <FormError message={error} />
        <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy} disabled={disabled}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export interface ConfirmDialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly action: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** A question before what cannot be undone. What can be undone is done at once, with an undo in its toast. */
export function ConfirmDialog({
  title,
  open,
  onClose,
  action,
  onConfirm,
  children,
}: ConfirmDialogProps): ReactNode {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (problem) {
      setError(messageOf(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles['backdrop']} />
        <AlertDialog.Popup className={styles['popup']}>
          <div className={styles['head']}>
            <AlertDialog.Title render={<h2 />}>{title}</AlertDialog.Title>
          </div>
          <div className={styles['body']}>
            <AlertDialog.Description render={<div />} className={styles['description']}>
              {children}
            </AlertDialog.Description>
            <FormError message={error} />
          </div>
          <div className={styles['foot']}>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="danger" busy={busy} onClick={() => void confirm()}>
              {action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
