import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useNavigate, useParams } from 'react-router';
import { getExperiment } from '../api/experiments.ts';
import type { Run } from '../api/runs.ts';
import { Badge, StatusBadge } from '../components/badge.tsx';
import { Page } from '../components/page.tsx';
import { early } from '../components/early.tsx';
import { ErrorState, Skeleton, SkeletonLines } from '../components/states.tsx';
import { TabLinks } from '../components/tabs.tsx';
import { Overview } from './overview.tsx';
import { RunActions } from './run-actions.tsx';
import { beginCharts, RunCharts } from './run-charts.tsx';
import { useRun } from './use-run.ts';

const { Part: ArtifactBrowser, begin: beginArtifacts } = early(
  () => import('../artifacts/artifact-browser.tsx'),
);

/** A run: `/experiments/<id>/runs/<id>`, and below it `/model-metrics` and `/artifacts/<path>`. */
export function Component(): ReactNode {
  const { experimentId = '', runId = '', '*': rest = '' } = useParams();
  if (isChartsTab(rest)) beginCharts();
  if (rest.startsWith('artifacts')) beginArtifacts();
  const { data: run, error, refetch } = useRun(runId);
  if (error && !run)
    return <ErrorState isPage error={error} what="This run" onRetry={() => void refetch()} />;
  if (!run)
    return (
      <Page
        title="Run"
        heading={<Skeleton width={220} height={20} />}
        crumbs={[{ label: 'Experiments', to: '/experiments' }]}
        tabs={<RunTabs base={`/experiments/${experimentId}/runs/${runId}`} />}
      >
        <SkeletonLines count={10} />
      </Page>
    );
  return <RunPage run={run} experimentId={experimentId} rest={rest} />;
}

const isChartsTab = (rest: string): boolean => /^(model|system)-metrics(\/|$)/.test(rest);

interface RunPageProps {
  readonly run: Run;
  readonly experimentId: string;
  /** What follows the run in the address. */
  readonly rest: string;
}

function RunPage({ run, experimentId, rest }: RunPageProps): ReactNode {
  const navigate = useNavigate();
  const base = `/experiments/${run.experimentId}/runs/${run.id}`;
  const { data: experiment } = useQuery({
    queryKey: ['experiment', run.experimentId],
    queryFn: ({ signal }) => getExperiment(run.experimentId, { signal }),
  });
  useEffect(() => {
    // An address that names another experiment than the run's own is put right.
    if (experimentId !== run.experimentId)
      void navigate(`${base}/${rest}`.replace(/\/$/, ''), { replace: true });
  }, [base, experimentId, navigate, rest, run.experimentId]);
  const isArtifacts = /^artifacts(\/|$)/.test(rest);
  const metrics = Object.keys(run.metrics).length;
  return (
    <Page
      title={run.name || run.id}
      crumbs={[
        { label: 'Experiments', to: '/experiments' },
        {
          label: experiment?.name ?? `Experiment ${run.experimentId}`,
          to: `/experiments/${run.experimentId}`,
        },
      ]}
      aside={
        <>
          <StatusBadge status={run.status} />
          {run.isDeleted && <Badge tone="bad">Deleted</Badge>}
        </>
      }
      actions={<RunActions run={run} />}
      fill={isArtifacts}
      tabs={<RunTabs base={base} metrics={metrics} />}
    >
      {isArtifacts ? (
        <ArtifactBrowser
          key={run.id}
          place={{ kind: 'run', id: run.id, uri: run.artifactUri }}
          path={rest.slice('artifacts/'.length)}
          onPath={(path) =>
            void navigate(`${base}/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`)
          }
          emptyCode={`import mlflow\n\nwith mlflow.start_run("${run.id}"):\n    mlflow.log_artifact("report.html")`}
        />
      ) : isChartsTab(rest) ? (
        <RunCharts run={run} />
      ) : (
        <Overview run={run} base={base} />
      )}
    </Page>
  );
}

function RunTabs({ base, metrics }: { readonly base: string; readonly metrics?: number }): ReactNode {
  return (
    <TabLinks
      label="Parts of the run"
      tabs={[
        { to: base, label: 'Overview' },
        { to: `${base}/model-metrics`, label: 'Charts', count: metrics },
        { to: `${base}/artifacts`, label: 'Artifacts', end: false },
      ]}
    />
  );
}
