import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Box } from 'lucide-react';
import { type ReactNode, useCallback } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { ApiError } from '../api/api-error.ts';
import { getExperiment } from '../api/experiments.ts';
import { searchLoggedModels } from '../api/logged-models.ts';
import { typedFilter } from '../api/typed-filter.ts';
import { FilterField } from '../components/filter-field.tsx';
import { Page } from '../components/page.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { VirtualTable } from '../components/virtual-table.tsx';
import { ExperimentTabs } from '../experiment/experiment-tabs.tsx';
import { loggedModelColumns } from './logged-model-columns.tsx';
import styles from './models.module.css';

const EXAMPLES = [
  ['forest', 'names that contain it'],
  ['metrics.accuracy > 0.9', 'by a metric'],
  ["params.depth = '5'", 'by a parameter'],
  ["model_type = 'Agent' AND tags.stage = 'candidate'", 'by type and tag'],
] as const;

const LOG = `with mlflow.start_run():
    mlflow.sklearn.log_model(model, name="forest")`;

/** The logged models of an experiment. */
export function Component(): ReactNode {
  const { experimentId = '' } = useParams();
  const [query, setQuery] = useSearchParams();
  const typed = query.get('filter') ?? '';
  const [by = 'creation_timestamp', direction = 'DESC'] = splitSort(query.get('sort') ?? '');
  const filter = typedFilter(typed, (words) => `name ILIKE '%${words.replaceAll("'", '_')}%'`);
  const change = useCallback(
    (name: string, value: string) =>
      setQuery(
        (before) => {
          if (value === '') before.delete(name);
          else before.set(name, value);
          return before;
        },
        { replace: true },
      ),
    [setQuery],
  );
  const setFilter = useCallback((text: string) => change('filter', text), [change]);
  const experiment = useQuery({
    queryKey: ['experiment', experimentId],
    queryFn: ({ signal }) => getExperiment(experimentId, { signal }),
  });
  const models = useInfiniteQuery({
    queryKey: ['logged-models', experimentId, filter, by, direction],
    queryFn: ({ signal, pageParam }) =>
      searchLoggedModels(
        { experimentId, filter, orderBy: by, isDescending: direction === 'DESC', pageToken: pageParam },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
    placeholderData: keepPreviousData,
  });
  const rows = models.data?.pages.flatMap(({ items }) => items) ?? [];
  const refused = models.error instanceof ApiError && models.error.status === 400 ? models.error : undefined;
  const list = (): ReactNode => {
    if (models.isPending) return <SkeletonLines />;
    if (refused) return null;
    if (models.error)
      return <ErrorState what="This experiment" error={models.error} onRetry={() => void models.refetch()} />;
    if (rows.length === 0)
      return filter === '' ? (
        <EmptyState title="No logged models yet" icon={<Box aria-hidden />} code={LOG}>
          Models that runs of this experiment log stand here, with their metrics on each dataset:
        </EmptyState>
      ) : (
        <EmptyState
          title="No model matches the filter"
          actions={<Link to={`/experiments/${experimentId}/models`}>Show all models</Link>}
        />
      );
    return (
      <VirtualTable
        label="Logged models"
        columns={loggedModelColumns(rows)}
        rows={rows}
        rowKey={({ id }) => id}
        sort={{ by, isDescending: direction === 'DESC' }}
        onSort={(next) => change('sort', `${next.by} ${next.isDescending ? 'DESC' : 'ASC'}`)}
        hasMore={models.hasNextPage}
        isStale={models.isPlaceholderData}
        onEnd={() => !models.isFetchingNextPage && void models.fetchNextPage()}
      />
    );
  };
  return (
    <Page
      title={experiment.data?.name ?? `Experiment ${experimentId}`}
      crumbs={[{ label: 'Experiments', to: '/experiments' }]}
      tabs={<ExperimentTabs experimentId={experimentId} />}
      fill
    >
      <div className={styles['bar']} style={{ paddingTop: 10 }}>
        <FilterField
          label="Filter logged models"
          placeholder="Words of a name, or metrics.accuracy > 0.9"
          value={typed}
          onChange={setFilter}
          error={refused?.message}
          examples={EXAMPLES}
        />
      </div>
      {list()}
    </Page>
  );
}

/** `metrics.a b DESC`: the last word is the direction. */
function splitSort(text: string): [string?, string?] {
  const match = /^(.+) (ASC|DESC)$/.exec(text);
  return match ? [match[1], match[2]] : [];
}
