import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Link, type LinkProps } from 'react-router';
import styles from './button.module.css';
import { classes } from './classes.ts';
import { Tip } from './tooltip.tsx';

export type ButtonLook = 'primary' | 'secondary' | 'ghost' | 'danger';

interface Looks {
  readonly look?: ButtonLook;
  readonly small?: boolean;
}

type NativeProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> & {
  readonly ref?: Ref<HTMLButtonElement> | undefined;
};

export interface ButtonProps extends NativeProps, Looks {
  readonly type?: 'button' | 'submit';
  /** Work is under way: the button cannot be pressed and shows it. */
  readonly busy?: boolean;
}

/** A button with words. One `primary` at most stands in a view. */
export function Button({
  look = 'secondary',
  small,
  busy,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      {...rest}
      // oxlint-disable-next-line react/button-has-type
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={classes(styles['button'], styles[look], small && styles['small'], className)}
    >
      {busy && <span className={styles['spinner']} aria-hidden />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends NativeProps, Looks {
  /** What it does: its name for screen readers, and its tooltip. */
  readonly label: string;
  /** Keys that do the same, shown in the tooltip. */
  readonly keys?: string;
  /** No tooltip: for what gets the focus as a dialog opens, where Escape would close the tooltip first. */
  readonly quiet?: boolean;
}

/** A button with an icon alone. */
export function IconButton({
  label,
  keys,
  quiet,
  look = 'ghost',
  small,
  className,
  ...rest
}: IconButtonProps): ReactNode {
  const button = (
    <button
      {...rest}
      type="button"
      aria-label={label}
      className={classes(styles['button'], styles['icon'], styles[look], small && styles['small'], className)}
    />
  );
  if (quiet) return button;
  return (
    <Tip text={label} keys={keys}>
      {button}
    </Tip>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  look = 'secondary',
  small,
  className,
  ...rest
}: Omit<LinkProps, 'className'> & { readonly className?: string } & Looks): ReactNode {
  return (
    <Link
      {...rest}
      className={classes(styles['button'], styles[look], small && styles['small'], className)}
    />
  );
}
