import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { getDeploymentStats } from '../api/deployments.ts';
import { Segmented } from '../components/choices.tsx';
import { Card } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import styles from './deployment.module.css';
import { SeriesChart } from './series-chart.tsx';
import { trafficSeries } from './traffic-series.ts';

const LOOK_MS = 5_000;
const COLORS = ['var(--accent)', 'var(--warn)', 'var(--info)', 'var(--good)', 'var(--bad)'];

const formatMs = (value: number): string => `${Number(value.toPrecision(3))} ms`;
const formatRate = (value: number): string => `${Number(value.toPrecision(3))}/s`;

export interface TrafficCardProps {
  readonly name: string;
  /** The numbers of the versions that are loaded: others than before are asked about at once. */
  readonly loaded: string;
}

/** How many requests each version answers, and how long they take. */
export function TrafficCard({ name, loaded }: TrafficCardProps): ReactNode {
  const [minutes, setMinutes] = useState<'10' | '60'>('10');
  const stats = useQuery({
    queryKey: ['deployment', name, 'stats', loaded],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => ({
      versions: await getDeploymentStats(name, { signal }),
      nowMs: Date.now(),
    }),
    refetchInterval: LOOK_MS,
  });
  return (
    <Card
      title="Traffic"
      actions={
        <Segmented
          label="Time shown"
          value={minutes}
          onChange={setMinutes}
          choices={[
            ['10', '10 min'],
            ['60', '1 hour'],
          ]}
        />
      }
    >
      {stats.data ? (
        <Charts {...stats.data} minutes={Number(minutes)} />
      ) : stats.error ? (
        <ErrorState what="The traffic" error={stats.error} onRetry={() => void stats.refetch()} />
      ) : (
        <SkeletonLines count={3} />
      )}
    </Card>
  );
}

interface ChartsProps {
  readonly versions: Awaited<ReturnType<typeof getDeploymentStats>>;
  readonly nowMs: number;
  readonly minutes: number;
}

function Charts({ versions, nowMs, minutes }: ChartsProps): ReactNode {
  if (versions.length === 0) return <p className="soft">No version is loaded.</p>;
  const series = trafficSeries(versions, nowMs, minutes).map((each, index) => ({
    ...each,
    name: `Version ${each.version}`,
    color: COLORS[index % COLORS.length] ?? '',
  }));
  const time = { from: minutes === 60 ? 'an hour ago' : `${minutes} minutes ago`, to: 'now' };
  return (
    <div className={styles['charts']}>
      <SeriesChart
        {...time}
        title="Requests"
        format={formatRate}
        series={series.map(({ perSecond, ...rest }) => ({ ...rest, values: perSecond }))}
      />
      <SeriesChart
        {...time}
        title="Errors"
        format={formatRate}
        series={series.map(({ errorsPerSecond, ...rest }) => ({ ...rest, values: errorsPerSecond }))}
      />
      <SeriesChart
        {...time}
        title="Latency, median"
        format={formatMs}
        series={series.map(({ p50Ms, ...rest }) => ({ ...rest, values: p50Ms }))}
      />
      <SeriesChart
        {...time}
        title="Latency, 99th percentile"
        format={formatMs}
        series={series.map(({ p99Ms, ...rest }) => ({ ...rest, values: p99Ms }))}
      />
    </div>
  );
}
