import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import buttons from './button.module.css';

export interface DownloadLinkProps {
  readonly href: string;
  /** For screen readers, where it shows an icon alone. */
  readonly label?: string;
  readonly small?: boolean;
  /** What the file is called, where the address does not say it. */
  readonly name?: string;
  readonly children: ReactNode;
}

/** A link that saves a file, and looks like a button. */
export function DownloadLink({ href, label, small, name = '', children }: DownloadLinkProps): ReactNode {
  return (
    <a
      href={href}
      download={name}
      {...(label && { 'aria-label': label, title: label })}
      className={classes(
        buttons['button'],
        label ? buttons['ghost'] : buttons['secondary'],
        label && buttons['icon'],
        small && buttons['small'],
      )}
    >
      {children}
    </a>
  );
}
