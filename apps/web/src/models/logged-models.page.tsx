import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Box } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { getExperiment } from '../api/experiments.ts';
import { searchLoggedModels } from '../api/logged-models.ts';
import { typedFilter } from '../api/typed-filter.ts';
import { useListAddress } from '../app/list-address.ts';
import { FilteredList } from '../components/filtered-list.tsx';
import { Page } from '../components/page.tsx';
import { EmptyState } from '../components/states.tsx';
import { ExperimentTabs } from '../experiment/experiment-tabs.tsx';
import { loggedModelColumns } from './logged-model-columns.tsx';

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
  const address = useListAddress();
  const [by = 'creation_timestamp', direction = 'DESC'] = splitSort(address.sort);
  const filter = typedFilter(address.filter, (words) => `name ILIKE '%${words.replaceAll("'", '_')}%'`);
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
  return (
    <Page
      title={experiment.data?.name ?? `Experiment ${experimentId}`}
      crumbs={[{ label: 'Experiments', to: '/experiments' }]}
      tabs={<ExperimentTabs experimentId={experimentId} />}
      fill
    >
      <FilteredList
        label="Logged models"
        what="This experiment"
        filter={{
          label: 'Filter logged models',
          placeholder: 'Words of a name, or metrics.accuracy > 0.9',
          value: address.filter,
          onChange: address.setFilter,
          examples: EXAMPLES,
        }}
        result={models}
        columns={loggedModelColumns}
        rowKey={({ id }) => id}
        sort={{ by, isDescending: direction === 'DESC' }}
        onSort={address.setSort}
        empty={
          filter === '' ? (
            <EmptyState title="No logged models yet" icon={<Box aria-hidden />} code={LOG}>
              Models that runs of this experiment log stand here, with their metrics on each dataset:
            </EmptyState>
          ) : (
            <EmptyState
              title="No model matches the filter"
              actions={<Link to={`/experiments/${experimentId}/models`}>Show all models</Link>}
            />
          )
        }
      />
    </Page>
  );
}

/** `metrics.a b DESC`: the last word is the direction. */
function splitSort(text: string): [string?, string?] {
  const match = /^(.+) (ASC|DESC)$/.exec(text);
  return match ? [match[1], match[2]] : [];
}
