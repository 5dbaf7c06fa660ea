import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ProjectRun } from '../api/project-runs.ts';
import { CopyButton } from '../components/code-block.tsx';
import { type Fact, Facts } from '../components/facts.tsx';
import { Card } from '../components/page.tsx';
import { RunLink } from '../experiment/run-link.tsx';
import { formatDuration, formatTime } from '../format/times.ts';
import { projectRunPlace, schedulePlace, sweepPlace } from './places.ts';
import styles from './projects.module.css';

/** Where a run comes from, and how it was asked to be run. */
export function RunDetails({ run }: { readonly run: ProjectRun }): ReactNode {
  const facts: readonly Fact[] = [
    ['Project', <Copied key="uri" text={run.uri} />],
    run.sourceName !== undefined && ['Uploaded from', run.sourceName],
    run.version !== undefined && ['Version', <Copied key="version" text={run.version} />],
    ['Entry point', run.entryPoint],
    ['Tracked run', <RunLink key="run" runId={run.id} />],
    ['Who', run.user || '–'],
    ['Executor', run.executor],
    ...Object.entries(run.executorConfig).map(([name, value]): Fact => [
      name.replaceAll('_', ' '),
      configText(value),
    ]),
    ['Environment', run.envManager ?? 'As the project says'],
    ['Priority', String(run.priority)],
    ['Retries', String(run.maxRetries)],
    run.timeoutSeconds !== undefined && ['Timeout', formatDuration(run.timeoutSeconds * 1000)],
    ['Submitted', formatTime(run.createdMs)],
    run.startedMs !== undefined && ['Started', formatTime(run.startedMs)],
    run.endedMs !== undefined && ['Ended', formatTime(run.endedMs)],
    run.scheduleId !== undefined && [
      'Schedule',
      <Link key="schedule" to={schedulePlace(run.scheduleId)}>
        Its schedule
      </Link>,
    ],
    run.sweepId !== undefined && [
      'Sweep',
      <Link key="sweep" to={sweepPlace(run.sweepId)}>
        Its sweep
      </Link>,
    ],
    run.reproducesId !== undefined && [
      'Reproduces',
      <Link key="original" to={projectRunPlace(run.reproducesId)}>
        The original run
      </Link>,
    ],
    run.rerunOfId !== undefined && [
      'Run again',
      <Link key="before" to={projectRunPlace(run.rerunOfId)}>
        As this run before
      </Link>,
    ],
    ['Run id', <Copied key="id" text={run.id} />],
  ];
  return (
    <Card title="Details">
      <Facts facts={facts} />
    </Card>
  );
}

/** Variables may hold what is nobody's business: their names are enough. */
function configText(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Object.keys(value).join(', ');
  return String(value);
}

function Copied({ text }: { readonly text: string }): ReactNode {
  return (
    <span className={styles['copied']}>
      <code className="truncate" title={text}>
        <bdi>{text}</bdi>
      </code>
      <CopyButton text={text} />
    </span>
  );
}
