import { useQuery } from '@tanstack/react-query';
import { FlaskConical, OctagonX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { cancelSweep, getSweep } from '../../api/project-sweeps.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Stack } from '../../components/columns.tsx';
import { Page } from '../../components/page.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useChange } from '../../components/use-change.ts';
import { runPlace } from '../../experiment/places.ts';
import { SWEEPS } from '../places.ts';
import { SweepOverview } from './sweep-overview.tsx';
import { SweepRuns } from './sweep-runs.tsx';
import { SweepStatusBadge } from './sweep-status.tsx';

const SOON_MS = 1_500;

/** A sweep: how far it is, which of its runs is the best, and how the parameters bear on it. */
export function Component(): ReactNode {
  const { sweepId = '' } = useParams();
  const change = useChange(`project-sweep/${sweepId}`, 'project-sweeps', 'project-runs');
  const found = useQuery({
    queryKey: ['project-sweep', sweepId],
    queryFn: ({ signal }) => getSweep(sweepId, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.status === 'RUNNING' ? SOON_MS : false),
  });
  const sweep = found.data;
  return (
    <Page
      title={sweep?.name ?? 'Sweep'}
      crumbs={[{ label: 'Sweeps', to: SWEEPS }]}
      aside={sweep && <SweepStatusBadge sweep={sweep} />}
      actions={
        sweep && (
          <>
            <ButtonLink to={runPlace(sweep.experimentId, sweep.runId)}>
              <FlaskConical aria-hidden /> Tracked run
            </ButtonLink>
            {sweep.status === 'RUNNING' && !sweep.isCancelled && (
              <Button
                look="danger"
                onClick={() => change('The sweep is being cancelled', () => cancelSweep(sweepId))}
              >
                <OctagonX aria-hidden /> Cancel the sweep
              </Button>
            )}
          </>
        )
      }
    >
      {sweep ? (
        <Stack>
          <SweepOverview sweep={sweep} />
          <SweepRuns key={sweep.id} sweep={sweep} />
        </Stack>
      ) : found.error ? (
        <ErrorState what="This sweep" error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <SkeletonLines count={10} />
      )}
    </Page>
  );
}
