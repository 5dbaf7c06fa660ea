import { CircleAlert, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError, messageOf } from '../api/api-error.ts';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { CodeBlock } from './code-block.tsx';
import styles from './states.module.css';

export interface EmptyStateProps {
  readonly title: string;
  /** It stands for the whole page, whose heading its title then is. */
  readonly isPage?: boolean;
  readonly icon?: ReactNode;
  /** Why it is empty, or what will stand here. */
  readonly children?: ReactNode;
  /** What to type to fill it. */
  readonly code?: string;
  readonly actions?: ReactNode;
}

/** What stands where nothing is yet: why, and what to type or press. */
export function EmptyState({ title, isPage, icon, children, code, actions }: EmptyStateProps): ReactNode {
  return (
    <div className={styles['state']}>
      {icon && <div className={styles['icon']}>{icon}</div>}
      <Heading isPage={isPage}>{title}</Heading>
      {children && <div className={styles['text']}>{children}</div>}
      {code && (
        <div className={styles['code']}>
          <CodeBlock code={code} />
        </div>
      )}
      {actions && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** What was asked for: `This run`. */
  readonly what?: string;
  /** It stands for the whole page. */
  readonly isPage?: boolean;
}

/** What stands where something could not be shown: what happened, in the server's words, and a way to ask again. */
export function ErrorState({ error, onRetry, what = 'This page', isPage }: ErrorStateProps): ReactNode {
  const missing = error instanceof ApiError && error.isMissing;
  return (
    <div className={styles['state']} role="alert">
      <div className={classes(styles['icon'], !missing && styles['bad'])}>
        {missing ? <SearchX aria-hidden /> : <CircleAlert aria-hidden />}
      </div>
      <Heading isPage={isPage}>{missing ? `${what} does not exist` : headline(error, what)}</Heading>
      <div className={styles['text']}>{messageOf(error)}</div>
      {onRetry && !missing && (
        <div className={styles['actions']}>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      )}
    </div>
  );
}

function Heading({
  isPage,
  children,
}: {
  readonly isPage: boolean | undefined;
  readonly children: string;
}): ReactNode {
  return isPage ? <h1>{children}</h1> : <h2>{children}</h2>;
}

function headline(error: unknown, what: string): string {
  if (!(error instanceof ApiError)) return `${what} could not be shown`;
  if (error.code === 'TOO_SLOW') return 'The server is too slow';
  if (error.status === 0) return 'No connection to the server';
  if (error.status >= 500) return `${what} could not be loaded`;
  return 'The server refused the request';
}

/** A grey bar where text will be. */
export function Skeleton({
  width = '100%',
  height = 12,
}: {
  readonly width?: number | string;
  readonly height?: number | string;
}): ReactNode {
  return <span aria-hidden className={styles['skeleton']} style={{ width, height }} />;
}

/** Lines where a list will be. */
export function SkeletonLines({
  count = 6,
  height = 14,
}: {
  readonly count?: number;
  readonly height?: number;
}): ReactNode {
  return (
    <div role="status" aria-label="Loading" style={{ display: 'grid', gap: 16, padding: 16 }}>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={height} width={`${92 - ((index * 17) % 40)}%`} />
      ))}
    </div>
  );
}

/** How far long work has come; `value` from 0 to 1. */
export function ProgressBar({ value, label }: { readonly value: number; readonly label: string }): ReactNode {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      className={styles['progress']}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  );
}
