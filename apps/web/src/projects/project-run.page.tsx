import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useParams } from 'react-router';
import { getProjectRun, type ProjectRun } from '../api/project-runs.ts';
import { ButtonLink } from '../components/button.tsx';
import { Columns, Stack } from '../components/columns.tsx';
import { Page } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import { runPlace } from '../experiment/places.ts';
import { LogCard } from './log/log-card.tsx';
import { PROJECTS } from './places.ts';
import { projectName } from './project-name.ts';
import { isUnderWay, ProjectStatus } from './project-status.tsx';
import { ReproductionCard } from './reproduction-card.tsx';
import { RunButtons } from './run-buttons.tsx';
import { RunDetails } from './run-details.tsx';
import { RunParameters } from './run-parameters.tsx';
import { RunTimeline } from './run-timeline.tsx';

const SOON_MS = 1_000;

/** A run of a project: how far it is, what it prints, and what can be done about it. */
export function Component(): ReactNode {
  const { runId = '' } = useParams();
  const found = useQuery({
    queryKey: ['project-run', runId],
    queryFn: ({ signal }) => getProjectRun(runId, { signal }),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? SOON_MS : false),
  });
  const run = found.data;
  return (
    <Page
      title={run ? projectName(run) : 'Project run'}
      crumbs={[{ label: 'Projects', to: PROJECTS }]}
      aside={
        run && (
          <>
            <span className="soft truncate">{run.entryPoint}</span>
            <ProjectStatus run={run} />
          </>
        )
      }
      actions={
        run && (
          <>
            <ButtonLink to={runPlace(run.experimentId, run.id)}>
              <FlaskConical aria-hidden /> Tracked run
            </ButtonLink>
            <RunButtons run={run} />
          </>
        )
      }
    >
      {run ? (
        <Content key={runId} run={run} />
      ) : found.error ? (
        <ErrorState what="This project run" error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <SkeletonLines count={10} />
      )}
    </Page>
  );
}

function Content({ run }: { readonly run: ProjectRun }): ReactNode {
  const client = useQueryClient();
  const round = useRound(isUnderWay(run));
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: ['project-run', run.id] });
    void client.invalidateQueries({ queryKey: ['run', run.id] });
  };
  return (
    <Columns>
      <Stack>
        <RunTimeline run={run} />
        <LogCard key={round} runId={run.id} onEnd={refresh} />
      </Stack>
      <Stack>
        {run.reproducesId !== undefined && <ReproductionCard run={run} />}
        <RunParameters parameters={run.parameters} />
        <RunDetails run={run} />
      </Stack>
    </Columns>
  );
}

/** How often the run was queued again since the page was opened: its log is followed anew each time. */
function useRound(isOpen: boolean): number {
  const round = useRef({ number: 0, wasOpen: isOpen });
  if (isOpen && !round.current.wasOpen) round.current.number += 1;
  round.current.wasOpen = isOpen;
  return round.current.number;
}
