import { CircleCheck, CircleDashed, CircleX, LoaderCircle, OctagonX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RunStatus } from '../api/runs.ts';
import styles from './badge.module.css';
import { classes } from './classes.ts';

export type BadgeTone = 'plain' | 'good' | 'bad' | 'warn' | 'info' | 'accent';

/** A short word about what stands beside it. */
export function Badge({
  tone = 'plain',
  children,
}: {
  readonly tone?: BadgeTone;
  readonly children: ReactNode;
}): ReactNode {
  return <span className={classes(styles['badge'], tone !== 'plain' && styles[tone])}>{children}</span>;
}

const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  RUNNING: 'Running',
  SCHEDULED: 'Scheduled',
  FINISHED: 'Finished',
  FAILED: 'Failed',
  KILLED: 'Killed',
};
const STATUS_TONES: Readonly<Record<RunStatus, BadgeTone>> = {
  RUNNING: 'info',
  SCHEDULED: 'plain',
  FINISHED: 'good',
  FAILED: 'bad',
  KILLED: 'warn',
};
const STATUS_ICONS = {
  RUNNING: LoaderCircle,
  SCHEDULED: CircleDashed,
  FINISHED: CircleCheck,
  FAILED: CircleX,
  KILLED: OctagonX,
};

/** A run's status as an icon with a name. */
export function StatusIcon({ status }: { readonly status: RunStatus }): ReactNode {
  const Icon = STATUS_ICONS[status];
  return (
    <span
      className={classes(styles['status'], styles[status])}
      role="img"
      aria-label={STATUS_WORDS[status]}
      title={STATUS_WORDS[status]}
    >
      <Icon aria-hidden />
    </span>
  );
}

export function StatusBadge({ status }: { readonly status: RunStatus }): ReactNode {
  return <Badge tone={STATUS_TONES[status]}>{STATUS_WORDS[status]}</Badge>;
}

/** A tag: its key, and its value where it has one. */
export function TagChip({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <span className={styles['tag']} title={value === '' ? name : `${name}: ${value}`}>
      <span className={styles['key']}>
        <bdi>{name}</bdi>
      </span>
      {value !== '' && (
        <span>
          <bdi>{value}</bdi>
        </span>
      )}
    </span>
  );
}
