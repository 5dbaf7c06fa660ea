import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { getExperiment } from '../api/experiments.ts';
import { Badge } from '../components/badge.tsx';
import { Page } from '../components/page.tsx';
import { ErrorState, Skeleton } from '../components/states.tsx';
import { ExperimentTabs } from '../experiment/experiment-tabs.tsx';
import { ExperimentMenu } from '../experiments/experiment-menu.tsx';
import { ExperimentNote } from '../experiments/experiment-note.tsx';
import { counted } from '../format/numbers.ts';
import { RunsPanel } from './runs-panel.tsx';

/** The runs of an experiment (`/experiments/1`), or of several (`/compare-experiments/s?experiments=["1","2"]`). */
export function Component(): ReactNode {
  const { experimentId } = useParams();
  const [parameters] = useSearchParams();
  const ids = experimentId === undefined ? readIds(parameters.get('experiments')) : [experimentId];
  const results = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['experiment', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getExperiment(id, { signal }),
    })),
  });
  const failed = results.find(({ error }) => error);
  if (ids.length === 0) return <ErrorState isPage error={new Error('The address names no experiments.')} />;
  if (failed && !failed.data)
    return (
      <ErrorState
        isPage
        error={failed.error}
        what="This experiment"
        onRetry={() => results.forEach(({ error, refetch }) => void (error && refetch()))}
      />
    );
  const [experiment] = results.map(({ data }) => data);
  const isOne = ids.length === 1;
  const title = isOne ? (experiment?.name ?? 'Experiment') : counted(ids.length, 'experiment');
  return (
    <Page
      title={title}
      heading={isOne && !experiment ? <Skeleton width={180} height={18} /> : undefined}
      crumbs={[{ label: 'Experiments', to: '/experiments' }]}
      aside={experiment?.isDeleted && <Badge tone="bad">Deleted</Badge>}
      actions={isOne && experiment && <ExperimentMenu experiment={experiment} />}
      tabs={
        isOne && (
          <>
            {experiment && <ExperimentNote experiment={experiment} />}
            <ExperimentTabs experimentId={ids[0] ?? ''} />
          </>
        )
      }
      fill
    >
      <RunsPanel key={ids.join(',')} experimentIds={ids} />
    </Page>
  );
}

function readIds(text: string | null): string[] {
  try {
    const ids: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(ids) ? ids.map(String).slice(0, 50) : [];
  } catch {
    return [];
  }
}
