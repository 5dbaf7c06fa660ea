import { type ReactNode, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { ButtonLink } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { early } from '../components/early.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { TabLinks } from '../components/tabs.tsx';
import { colorsOfRuns } from '../experiment/run-colors.ts';
import { counted } from '../format/numbers.ts';
import { beginCharts, ChartsPanel } from './charts-panel.tsx';
import { readCompared } from './compare-address.ts';
import styles from './compare.module.css';
import { useComparedRuns } from './use-compared-runs.ts';
import { ValuesPanel } from './values-panel.tsx';

const { Part: ArtifactsPanel, begin: beginArtifacts } = early(() => import('./artifacts-panel.tsx'));
const { Part: ImagesPanel, begin: beginImages } = early(() => import('./images-panel.tsx'));
const BEGIN: Readonly<Record<string, () => void>> = {
  charts: beginCharts,
  artifacts: beginArtifacts,
  images: beginImages,
};

const TABS = [
  ['', 'Values'],
  ['charts', 'Charts'],
  ['artifacts', 'Artifacts'],
  ['images', 'Images'],
] as const;

/** Runs side by side: `/compare-runs?runs=["…"]&experiments=["…"]`, MLflow's address, and `&tab=charts`. */
export function Component(): ReactNode {
  const [parameters, setParameters] = useSearchParams();
  const [runs, experiments] = [parameters.get('runs'), parameters.get('experiments')];
  const compared = useMemo(
    () => readCompared(new URLSearchParams({ runs: runs ?? '', experiments: experiments ?? '' })),
    [runs, experiments],
  );
  const { data, error, refetch } = useComparedRuns(compared);
  const colors = useMemo(
    () => [...colorsOfRuns(data?.runs.map(({ id }) => id) ?? []).values()],
    [data?.runs],
  );
  const tab = TABS.find(([id]) => id === parameters.get('tab'))?.[0] ?? '';
  BEGIN[tab]?.();
  const change = (changes: Readonly<Record<string, string | undefined>>): void =>
    setParameters(
      (known) => {
        const next = new URLSearchParams(known);
        for (const [name, value] of Object.entries(changes))
          if (value === undefined) next.delete(name);
          else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const addressOf = (id: string): string => {
    const next = new URLSearchParams(parameters);
    if (id === '') next.delete('tab');
    else next.set('tab', id);
    return `/compare-runs?${next.toString()}`;
  };

  if (compared.runIds.length === 0)
    return (
      <EmptyState
        isPage
        title="No runs to compare"
        actions={<ButtonLink to="/experiments">All experiments</ButtonLink>}
      >
        Choose runs in the table of an experiment, then compare them.
      </EmptyState>
    );
  if (error && !data)
    return <ErrorState isPage error={error} what="This comparison" onRetry={() => void refetch()} />;
  const [experimentId] = compared.experimentIds;
  return (
    <Page
      fill
      title={data ? `Comparing ${counted(data.runs.length, 'run')}` : 'Comparing runs'}
      crumbs={[
        { label: 'Experiments', to: '/experiments' },
        ...(experimentId && compared.experimentIds.length === 1
          ? [{ label: 'Runs', to: `/experiments/${experimentId}` }]
          : []),
      ]}
      tabs={
        <TabLinks
          label="What to compare"
          tabs={TABS.map(([id, label]) => ({ to: addressOf(id), label, isCurrent: id === tab }))}
        />
      }
    >
      {data && data.missing.length > 0 && (
        <p className={styles['missing']} role="status">
          {counted(data.missing.length, 'run is', 'runs are')} not there any more:{' '}
          {data.missing.slice(0, 3).join(', ')}
          {data.missing.length > 3 && '…'}
        </p>
      )}
      {!data ? (
        <SkeletonLines count={12} />
      ) : (
        <>
          {tab === 'charts' && <ChartsPanel runs={data.runs} colors={colors} />}
          {tab === 'artifacts' && <ArtifactsPanel runs={data.runs} colors={colors} />}
          {tab === 'images' && <ImagesPanel runs={data.runs} colors={colors} />}
          {tab === '' && (
            <ValuesPanel
              runs={data.runs}
              colors={colors}
              baseId={parameters.get('base') ?? undefined}
              onBase={(id) => change({ base: id })}
              onRemove={(id) =>
                change({
                  runs: JSON.stringify(compared.runIds.filter((each) => each !== id)),
                  ...(parameters.get('base') === id && { base: undefined }),
                })
              }
            />
          )}
        </>
      )}
    </Page>
  );
}
