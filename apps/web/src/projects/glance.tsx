import { useQuery } from '@tanstack/react-query';
import { Cpu } from 'lucide-react';
import type { ReactNode } from 'react';
import { getRunners, type Runner, type Runners } from '../api/projects.ts';
import { Button } from '../components/button.tsx';
import { Popover } from '../components/popover.tsx';
import { ProgressBar } from '../components/states.tsx';
import { RelativeTime } from '../components/time.tsx';
import { counted, formatCount } from '../format/numbers.ts';
import styles from './projects.module.css';

const LOOK_MS = 3_000;
const STATES = [
  ['queued', 'queued'],
  ['building', 'building'],
  ['running', 'running'],
  ['uploading', 'uploading'],
] as const;

/** The queue and those who work on it, in a line. */
export function Glance(): ReactNode {
  const { data } = useQuery({
    queryKey: ['project-runners'],
    queryFn: ({ signal }) => getRunners({ signal }),
    refetchInterval: LOOK_MS,
  });
  if (!data) return null;
  return (
    <div className={styles['glance']}>
      <ul className={styles['counts']} aria-label="The queue">
        {STATES.map(([state, word]) => (
          <li key={state} className={data.queue[state] === 0 ? styles['none'] : undefined}>
            <b>{formatCount(data.queue[state])}</b> {word}
          </li>
        ))}
      </ul>
      <Workers runners={data} />
    </div>
  );
}

function Workers({ runners: { runners } }: { readonly runners: Runners }): ReactNode {
  const executors = runners.flatMap((each) => each.executors);
  const places = executors.reduce((sum, { concurrency }) => sum + concurrency, 0);
  const busy = executors.reduce((sum, { running }) => sum + running, 0);
  if (runners.length === 0)
    return <span className={styles['noWorker']}>No runner is there: what is queued waits.</span>;
  return (
    <Popover
      label="Runners"
      align="end"
      trigger={
        <Button small>
          <Cpu aria-hidden /> {counted(runners.length, 'runner')}, {formatCount(busy)} of{' '}
          {formatCount(places)} busy
        </Button>
      }
    >
      <ul className={styles['runners']}>
        {runners.map((runner) => (
          <Worker key={runner.id} runner={runner} />
        ))}
      </ul>
    </Popover>
  );
}

function Worker({ runner }: { readonly runner: Runner }): ReactNode {
  return (
    <li className={styles['runner']}>
      <div className={styles['runnerHead']}>
        <b className="truncate">{runner.hostname}</b>
        <span className="soft">
          since <RelativeTime ms={runner.startedMs} />, seen <RelativeTime ms={runner.lastSeenMs} />
        </span>
      </div>
      {runner.executors.map(({ name, running, concurrency }) => (
        <div key={name} className={styles['executor']}>
          <span>{name}</span>
          <ProgressBar
            value={concurrency === 0 ? 0 : running / concurrency}
            label={`${name} of ${runner.hostname}`}
          />
          <span className="tabular">
            {running} of {concurrency}
          </span>
        </div>
      ))}
    </li>
  );
}
