import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Boxes, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { quoted } from '../api/filter-text.ts';
import { searchRegisteredModels } from '../api/registered-models.ts';
import { typedFilter } from '../api/typed-filter.ts';
import { useCommands } from '../app/commands.ts';
import { useListAddress } from '../app/list-address.ts';
import { Button } from '../components/button.tsx';
import { FilteredList } from '../components/filtered-list.tsx';
import { Page } from '../components/page.tsx';
import { EmptyState } from '../components/states.tsx';
import type { TableSort } from '../components/virtual-table.tsx';
import { CreateModelDialog } from './create-model-dialog.tsx';
import { MODEL_COLUMNS } from './model-columns.tsx';

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
  const address = useListAddress();
  const [creates, setCreates] = useState(false);
  const sort = readSort(address.sort);
  const filter = typedFilter(address.filter, (words) => `name ILIKE ${quoted(`%${words}%`)}`);
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
      <FilteredList
        label="Models"
        what="The list of models"
        filter={{
          label: 'Filter models',
          placeholder: "Words of a name, or tags.team = 'growth'",
          value: address.filter,
          onChange: address.setFilter,
          examples: EXAMPLES,
        }}
        result={models}
        columns={() => MODEL_COLUMNS}
        rowKey={({ name }) => name}
        sort={sort}
        onSort={address.setSort}
        empty={
          filter === '' ? (
            <EmptyState title="No models yet" icon={<Boxes aria-hidden />} code={REGISTER}>
              A registered model gathers the versions of a model under one name. Create one here, or register
              a model as you log it:
            </EmptyState>
          ) : (
            <EmptyState
              title="No model matches the filter"
              actions={<Link to="/models">Show all models</Link>}
            />
          )
        }
      />
      <CreateModelDialog open={creates} onClose={() => setCreates(false)} />
    </Page>
  );
}

function readSort(text: string): TableSort {
  const [by, direction] = text.split(' ');
  if (by !== 'name' && by !== 'last_updated_timestamp') return { by: 'name', isDescending: false };
  return { by, isDescending: direction === 'DESC' };
}
