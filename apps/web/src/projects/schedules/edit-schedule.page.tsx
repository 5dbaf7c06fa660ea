import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { messageOf } from '../../api/api-error.ts';
import {
  createSchedule,
  getSchedule,
  type ProjectSchedule,
  updateSchedule,
} from '../../api/project-schedules.ts';
import { Page } from '../../components/page.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { defined, type FieldErrors } from '../form/check-draft.ts';
import { ProjectForm } from '../form/project-form.tsx';
import { draftOf, EMPTY_DRAFT } from '../form/run-draft.ts';
import { requestOf } from '../form/run-request.ts';
import { useRunForm } from '../form/use-run-form.ts';
import { schedulePlace, SCHEDULES } from '../places.ts';
import { nextTimes, ownTimezone } from './next-times.ts';
import { type When, WhenCard } from './when-card.tsx';

/** The form of a schedule: a new one, or one that is there. */
export function Component(): ReactNode {
  const { scheduleId } = useParams();
  const found = useQuery({
    queryKey: ['project-schedule', scheduleId],
    queryFn: ({ signal }) => getSchedule(scheduleId ?? '', { signal }),
    enabled: scheduleId !== undefined,
  });
  return (
    <Page
      title={found.data ? `Edit ${found.data.name}` : 'Schedule a project'}
      crumbs={[{ label: 'Schedules', to: SCHEDULES }]}
    >
      {scheduleId === undefined || found.data ? (
        <ScheduleForm key={scheduleId} schedule={found.data} />
      ) : found.error ? (
        <ErrorState what="This schedule" error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <SkeletonLines count={10} />
      )}
    </Page>
  );
}

function ScheduleForm({ schedule }: { readonly schedule: ProjectSchedule | undefined }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [when, setWhen] = useState<When>(() => schedule ?? { name: '', cron: '', timezone: ownTimezone() });
  const [start] = useState(() => (schedule ? draftOf(schedule.request) : EMPTY_DRAFT));
  const form = useRunForm(start, { others: () => checkWhen(when) });
  const save = async (): Promise<void> => {
    const { name, cron, timezone } = when;
    // What was not changed is not sent: the server keeps with it what it may read a private repository with.
    const isSame = schedule !== undefined && JSON.stringify(form.draft) === JSON.stringify(start);
    const body = {
      name: name.trim(),
      cron: cron.trim(),
      timezone,
      ...(!isSame && { project_run: requestOf(form.draft, form.point) }),
    };
    const { id } = await (schedule ? updateSchedule(schedule.id, body) : createSchedule(body));
    await client.invalidateQueries({ queryKey: ['project-schedule', id] });
    void client.invalidateQueries({ queryKey: ['project-schedules'] });
    await navigate(schedulePlace(id));
  };
  return (
    <ProjectForm form={form} action={schedule ? 'Save' : 'Schedule'} onSend={save}>
      <WhenCard
        when={when}
        onChange={(next) => {
          setWhen(next);
          form.change({});
        }}
        errors={form.errors}
      />
    </ProjectForm>
  );
}

function checkWhen({ name, cron, timezone }: When): FieldErrors {
  return defined({
    name: name.trim() === '' ? 'Give the schedule a name.' : undefined,
    cron: cronFault(cron, timezone),
  });
}

function cronFault(cron: string, timezone: string): string | undefined {
  try {
    nextTimes(cron, timezone, 1);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
