import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Boxes, Plus } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { ApiError } from '../api/api-error.ts';
import { quoted } from '../api/filter-text.ts';
import { type RegisteredModel, searchRegisteredModels } from '../api/registered-models.ts';
import { typedFilter } from '../api/typed-filter.ts';
import { useCommands } from '../app/commands.ts';
import { Button } from '../components/button.tsx';
import { FilterField } from '../components/filter-field.tsx';
import { Page } from '../components/page.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { type TableSort, VirtualTable } from '../components/virtual-table.tsx';
import { CreateModelDialog } from './create-model-dialog.tsx';
import { MODEL_COLUMNS } from './model-columns.tsx';
import styles from './models.module.css';

const EXAMPLES = [
  ['churn', 'names that contain it'],
  ["name LIKE 'churn-%'", 'names that start so'],
  ["tags.team = 'growth'", 'with a tag of this value'],
  ["name ILIKE '%churn%' AND tags.team != 'growth'", 'both'],
] as const;

const REGISTER = `with mlflow.start_run():
    mlflow.sklearn.log_model(model, name="model", registered_model_name="churn")`;

/** Registered models, to search and to add to. */
export function Component(): ReactNode {
  const [query, setQuery] = useSearchParams();
  const [creates, setCreates] = useState(false);
  const typed = query.get('filter') ?? '';
  const sort = readSort(query.get('sort'));
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
  const setFilter = useCallback((filter: string) => change('filter', filter), [change]);
  const filter = typedFilter(typed, (words) => `name ILIKE ${quoted(`%${words}%`)}`);
  const models = useInfiniteQuery({
    queryKey: ['models', filter, sort],
    queryFn: ({ signal, pageParam }) =>
      searchRegisteredModels(
        { filter, orderBy: [`${sort.by} ${sort.isDescending ? 'DESC' : 'ASC'}`], pageToken: pageParam },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
    placeholderData: keepPreviousData,
  });
  useCommands([
    {
      id: 'create-model',
      group: 'This page',
      label: 'Create a model',
      keys: 'c',
      run: () => setCreates(true),
    },
  ]);
  const rows = models.data?.pages.flatMap(({ items }) => items) ?? [];
  const refused = models.error instanceof ApiError && models.error.status === 400 ? models.error : undefined;
  return (
    <Page
      title="Models"
      fill
      actions={
        <Button look="primary" onClick={() => setCreates(true)}>
          <Plus aria-hidden /> Create model
        </Button>
      }
    >
      <div className={styles['bar']}>
        <FilterField
          label="Filter models"
          placeholder="Words of a name, or tags.team = 'growth'"
          value={typed}
          onChange={setFilter}
          error={refused?.message}
          examples={EXAMPLES}
        />
      </div>
      <List
        rows={rows}
        models={models}
        isFiltered={filter !== ''}
        isRefused={refused !== undefined}
        sort={sort}
        onSort={(next) => change('sort', `${next.by} ${next.isDescending ? 'DESC' : 'ASC'}`)}
      />
      <CreateModelDialog open={creates} onClose={() => setCreates(false)} />
    </Page>
  );
}

interface ListProps {
  readonly rows: readonly RegisteredModel[];
  readonly models: {
    readonly isPending: boolean;
    readonly isPlaceholderData: boolean;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
    readonly fetchNextPage: () => unknown;
  };
  readonly isFiltered: boolean;
  readonly isRefused: boolean;
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
}

function List({ rows, models, isFiltered, isRefused, sort, onSort }: ListProps): ReactNode {
  if (models.isPending) return <SkeletonLines />;
  if (isRefused) return null;
  if (models.error)
    return <ErrorState what="The list of models" error={models.error} onRetry={() => models.refetch()} />;
  if (rows.length === 0)
    return isFiltered ? (
      <EmptyState title="No model matches the filter" actions={<Link to="/models">Show all models</Link>} />
    ) : (
      <EmptyState title="No models yet" icon={<Boxes aria-hidden />} code={REGISTER}>
        A registered model gathers the versions of a model under one name. Create one here, or register a
        model as you log it:
      </EmptyState>
    );
  return (
    <VirtualTable
      label="Models"
      columns={MODEL_COLUMNS}
      rows={rows}
      rowKey={({ name }) => name}
      sort={sort}
      onSort={onSort}
      hasMore={models.hasNextPage}
      isStale={models.isPlaceholderData}
      onEnd={() => !models.isFetchingNextPage && models.fetchNextPage()}
    />
  );
}

function readSort(text: string | null): TableSort {
  const [by, direction] = (text ?? '').split(' ');
  if (by !== 'name' && by !== 'last_updated_timestamp') return { by: 'name', isDescending: false };
  return { by, isDescending: direction === 'DESC' };
}
