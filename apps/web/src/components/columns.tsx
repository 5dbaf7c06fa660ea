import type { ReactNode } from 'react';
import styles from './columns.module.css';

/** Two stacks beside each other, the second for what is said about the first. One below the other where there is little room. */
export function Columns({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={styles['columns']}>{children}</div>;
}

/** Cards below each other. */
export function Stack({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={styles['stack']}>{children}</div>;
}
