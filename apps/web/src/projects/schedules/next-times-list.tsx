import type { ReactNode } from 'react';
import { useNow } from '../../components/time.tsx';
import { formatRelative } from '../../format/times.ts';
import styles from '../projects.module.css';
import { nextTimes, timeIn } from './next-times.ts';

/** When a cron comes next: as a person reads it. Nothing where it is no cron. */
export function NextTimes({
  cron,
  timezone,
}: {
  readonly cron: string;
  readonly timezone: string;
}): ReactNode {
  const now = useNow();
  let times: readonly number[];
  try {
    times = nextTimes(cron, timezone);
  } catch {
    return null;
  }
  if (times.length === 0) return <p className="soft">It never comes: there is no such day.</p>;
  return (
    <section>
      <h3>Next times</h3>
      <ol className={styles['times']}>
        {times.map((ms) => (
          <li key={ms}>
            <span>{timeIn(timezone, ms)}</span> <span className="soft">{formatRelative(ms, now)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
