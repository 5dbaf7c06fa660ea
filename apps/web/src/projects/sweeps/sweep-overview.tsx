import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Dimension, ProjectSweep } from '../../api/project-sweeps.ts';
import { Columns } from '../../components/columns.tsx';
import { Facts } from '../../components/facts.tsx';
import { Card } from '../../components/page.tsx';
import { ProgressBar } from '../../components/states.tsx';
import { Duration } from '../../components/time.tsx';
import { formatCount, formatNumber } from '../../format/numbers.ts';
import { projectRunPlace } from '../places.ts';
import { projectName } from '../project-name.ts';
import projects from '../projects.module.css';
import { partDone } from './sweep-status.tsx';
import styles from './sweeps.module.css';

const COUNTS = ['queued', 'running', 'finished', 'failed', 'killed'] as const;

/** How far a sweep is, its best run, and what it tries. */
export function SweepOverview({ sweep }: { readonly sweep: ProjectSweep }): ReactNode {
  const { counts, best, metric, space } = sweep;
  return (
    <Columns>
      <Card title="Progress">
        <div className={styles['progress']}>
          <ProgressBar value={partDone(sweep)} label="Progress of the sweep" />
          <ul className={styles['counts']} aria-label="Its runs">
            {COUNTS.map((name) => (
              <li key={name}>
                <b>{formatCount(counts[name])}</b> {name === 'killed' ? 'cancelled' : name}
              </li>
            ))}
            <li>
              of <b>{formatCount(counts.total)}</b>
            </li>
          </ul>
          {sweep.reason !== undefined && (
            <p className={projects['warning']} role="status">
              {sweep.reason}
            </p>
          )}
          {best && metric && (
            <p className={styles['best']}>
              <span className="soft">
                {metric.goal === 'minimize' ? 'Least' : 'Most'} {metric.name}
              </span>
              <b>{formatNumber(best.value)}</b>
              <Link to={projectRunPlace(best.runId)}>The best run</Link>
            </p>
          )}
        </div>
      </Card>
      <Card title="Details">
        <Facts
          facts={[
            ['Project', `${projectName(sweep)}, ${sweep.entryPoint}`],
            ['Method', sweep.method === 'grid' ? 'Grid' : `Random, seed ${sweep.seed ?? '–'}`],
            ...Object.entries(space).map(([name, dimension]) => [name, dimensionText(dimension)] as const),
            ...Object.entries(sweep.parameters),
            ['At once', String(sweep.concurrency)],
            ['Duration', <Duration key="duration" startMs={sweep.createdMs} endMs={sweep.endedMs} />],
          ]}
        />
      </Card>
    </Columns>
  );
}

function dimensionText(dimension: Dimension): string {
  if ('values' in dimension) return dimension.values.join(', ');
  const { min, max, scale, type } = dimension;
  return `${formatNumber(min)} to ${formatNumber(max)}${scale === 'log' ? ', logarithmic' : ''}${type === 'int' ? ', whole' : ''}`;
}
