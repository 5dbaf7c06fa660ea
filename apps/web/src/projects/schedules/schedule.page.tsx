import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { getSchedule, type ProjectSchedule } from '../../api/project-schedules.ts';
import { Badge } from '../../components/badge.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Columns, Stack } from '../../components/columns.tsx';
import { Facts } from '../../components/facts.tsx';
import { Card, Page } from '../../components/page.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { schedulePlace, SCHEDULES } from '../places.ts';
import styles from '../projects.module.css';
import { RunParameters } from '../run-parameters.tsx';
import { RunsCard } from '../runs-card.tsx';
import { NextTimes } from './next-times-list.tsx';
import { ScheduleMenu } from './schedule-menu.tsx';

const LOOK_MS = 5_000;

/** A schedule: when it runs next, what, and the runs that it has made. */
export function Component(): ReactNode {
  const { scheduleId = '' } = useParams();
  const found = useQuery({
    queryKey: ['project-schedule', scheduleId],
    queryFn: ({ signal }) => getSchedule(scheduleId, { signal }),
    refetchInterval: LOOK_MS,
  });
  const schedule = found.data;
  return (
    <Page
      title={schedule?.name ?? 'Schedule'}
      crumbs={[{ label: 'Schedules', to: SCHEDULES }]}
      aside={schedule?.isPaused && <Badge tone="warn">Paused</Badge>}
      actions={
        schedule && (
          <>
            <ButtonLink to={`${schedulePlace(schedule.id)}/edit`}>
              <Pencil aria-hidden /> Edit
            </ButtonLink>
            <ScheduleMenu schedule={schedule} />
          </>
        )
      }
    >
      {schedule ? (
        <Content schedule={schedule} />
      ) : found.error ? (
        <ErrorState what="This schedule" error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <SkeletonLines count={8} />
      )}
    </Page>
  );
}

function Content({ schedule }: { readonly schedule: ProjectSchedule }): ReactNode {
  const { cron, timezone, request, isPaused, lastError } = schedule;
  return (
    <Columns>
      <Stack>
        {lastError !== undefined && (
          <p className={styles['warning']} role="status">
            The last run could not be submitted: {lastError}
          </p>
        )}
        <RunsCard query={{ scheduleId: schedule.id }} empty="It has not run yet." />
      </Stack>
      <Stack>
        <Card title="When">
          <div className={styles['reproduction']}>
            <Facts
              facts={[
                ['Cron', <code key="cron">{cron}</code>],
                ['Time zone', timezone],
              ]}
            />
            {!isPaused && <NextTimes cron={cron} timezone={timezone} />}
          </div>
        </Card>
        <RunParameters parameters={request.parameters} />
        <Card title="What it runs">
          <Facts
            facts={[
              [
                'Project',
                <bdi key="uri" className="mono">
                  {request.source_name ?? request.uri}
                </bdi>,
              ],
              request.version !== undefined && ['Version', <code key="version">{request.version}</code>],
              ['Entry point', request.entry_point ?? 'main'],
              ['Executor', request.executor ?? 'process'],
            ]}
          />
        </Card>
      </Stack>
    </Columns>
  );
}
