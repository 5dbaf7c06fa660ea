import type { ReactNode } from 'react';
import type { ProjectRun, ProjectRunStatus } from '../api/project-runs.ts';
import { classes } from '../components/classes.ts';
import { Card } from '../components/page.tsx';
import { Duration, RelativeTime } from '../components/time.tsx';
import { plainText } from './log/ansi.ts';
import { isUnderWay, STATUS_WORDS } from './project-status.tsx';
import styles from './run-timeline.module.css';

const STEPS = ['QUEUED', 'BUILDING', 'RUNNING', 'UPLOADING'] as const;
const WORDS = { ...STATUS_WORDS, BUILDING: 'Building' };

/** How far a run is, when it came there, and why it ended as it did. */
export function RunTimeline({ run }: { readonly run: ProjectRun }): ReactNode {
  const isOpen = isUnderWay(run);
  return (
    <Card>
      <ol className={styles['steps']} aria-label="How far the run is">
        {STEPS.map((step) => (
          <li
            key={step}
            className={classes(styles['step'], styles[stateOf(step, run)])}
            aria-current={step === run.status ? 'step' : undefined}
          >
            <span className={styles['name']}>{WORDS[step]}</span>
            <span className={styles['time']}>
              <StepTime step={step} run={run} />
            </span>
          </li>
        ))}
        <li
          className={classes(
            styles['step'],
            isOpen ? styles['ahead'] : styles[run.status === 'FINISHED' ? 'good' : 'bad'],
          )}
          aria-current={isOpen ? undefined : 'step'}
        >
          <span className={styles['name']}>{isOpen ? 'Ended' : STATUS_WORDS[run.status]}</span>
          <span className={styles['time']}>
            {!isOpen && run.endedMs !== undefined && <RelativeTime ms={run.endedMs} />}
            {run.exitCode !== undefined && <span>exit code {run.exitCode}</span>}
          </span>
        </li>
      </ol>
      {run.attempts > 1 && (
        <p className="soft">
          Attempt {run.attempts}
          {run.maxRetries > 0 && ` of ${run.maxRetries + 1}`}
        </p>
      )}
      {run.reason !== undefined && <Reason text={run.reason} />}
    </Card>
  );
}

/** Why, and below it the last lines that were printed. */
function Reason({ text }: { readonly text: string }): ReactNode {
  const [first = '', ...rest] = text.split('\n');
  const last = rest.map(plainText).join('\n').trim();
  return (
    <div className={styles['reason']} role="status">
      <p>{first}</p>
      {last !== '' && <pre>{last}</pre>}
    </div>
  );
}

function StepTime({
  step,
  run,
}: {
  readonly step: (typeof STEPS)[number];
  readonly run: ProjectRun;
}): ReactNode {
  const { createdMs, startedMs, endedMs } = run;
  if (step === 'QUEUED') return <RelativeTime ms={createdMs} />;
  if (step === 'RUNNING' && startedMs !== undefined)
    return <Duration startMs={startedMs} endMs={isUnderWay(run) ? undefined : endedMs} />;
  return null;
}

function stateOf(step: ProjectRunStatus, run: ProjectRun): 'ahead' | 'now' | 'done' | 'skipped' {
  if (!isUnderWay(run)) {
    // One that failed before its command was begun never came to it.
    const came = step === 'QUEUED' || run.startedMs !== undefined;
    return came ? 'done' : 'skipped';
  }
  const at = STEPS.findIndex((each) => each === run.status);
  const place = STEPS.findIndex((each) => each === step);
  if (place === at) return 'now';
  return place < at ? 'done' : 'ahead';
}
