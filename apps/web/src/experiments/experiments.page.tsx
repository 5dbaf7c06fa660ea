import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { FlaskConical, Plus } from 'lucide-react';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { useNavigate } from 'react-router';
import { searchExperiments } from '../api/experiments.ts';
import { quoted } from '../api/filter-text.ts';
import { getRunCounts } from '../api/run-table.ts';
import { useCommands } from '../app/commands.ts';
import { Button } from '../components/button.tsx';
import { Segmented } from '../components/choices.tsx';
import { SearchField } from '../components/field.tsx';
import { Page } from '../components/page.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { CreateExperimentDialog, deleteExperiments, restoreExperiments } from './experiment-dialogs.tsx';
import { ExperimentList } from './experiment-list.tsx';

const PAGE_SIZE = 100;

/** All experiments: found by name or tag, newest first. */
export function Component(): ReactNode {
  const [text, setText] = useState('');
  const [stage, setStage] = useState<'ACTIVE_ONLY' | 'DELETED_ONLY'>('ACTIVE_ONLY');
  const [isCreating, setCreating] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const navigate = useNavigate();
  const filter = filterOf(useDeferredValue(text.trim()));
  const query = useInfiniteQuery({
    queryKey: ['experiments', 'list', stage, filter],
    queryFn: ({ pageParam, signal }) =>
      searchExperiments(
        {
          filter,
          view: stage,
          pageSize: PAGE_SIZE,
          pageToken: pageParam,
          orderBy: ['last_update_time DESC'],
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    placeholderData: keepPreviousData,
  });
  const experiments = (query.data?.pages ?? []).flatMap(({ items }) => items);
  const ids = experiments.map(({ id }) => id);
  const { data: counts } = useQuery({
    queryKey: ['experiments', 'counts', ids],
    queryFn: async ({ signal }) => {
      const parts = Array.from({ length: Math.ceil(ids.length / PAGE_SIZE) }, (_, index) =>
        ids.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE),
      );
      const found = await Promise.all(parts.map((part) => getRunCounts(part, { signal })));
      return new Map(found.flatMap((each) => [...each]));
    },
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
  useCommands([
    { id: 'create', group: 'This page', label: 'New experiment', keys: 'n', run: () => setCreating(true) },
  ]);

  const picked = experiments.filter(({ id }) => chosen.has(id));
  const isTrash = stage === 'DELETED_ONLY';
  const act = async (work: typeof deleteExperiments): Promise<void> => {
    await work(picked).catch(() => undefined);
    setChosen(new Set());
  };
  return (
    <Page
      title="Experiments"
      actions={
        <Button look="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden />
          New experiment
        </Button>
      }
    >
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginBottom: 12, alignItems: 'center' }}>
        <div style={{ flex: '1 1 240px', maxWidth: 440 }}>
          <SearchField
            label="Search experiments"
            placeholder="Name, or tag:value"
            value={text}
            onChange={setText}
          />
        </div>
        <Segmented
          label="Stage"
          value={stage}
          onChange={(next) => {
            setStage(next);
            setChosen(new Set());
          }}
          choices={[
            ['ACTIVE_ONLY', 'Active'],
            ['DELETED_ONLY', 'Trash'],
          ]}
        />
        {picked.length > 0 && (
          <>
            {!isTrash && picked.length > 1 && (
              <Button
                onClick={() =>
                  void navigate(
                    `/compare-experiments/s?${new URLSearchParams({ experiments: JSON.stringify([...chosen]) }).toString()}`,
                  )
                }
              >
                Runs of {picked.length} together
              </Button>
            )}
            <Button onClick={() => void act(isTrash ? restoreExperiments : deleteExperiments)}>
              {isTrash ? `Restore ${picked.length}` : `Delete ${picked.length}`}
            </Button>
          </>
        )}
      </div>
      {query.isPending ? (
        <SkeletonLines count={8} />
      ) : query.error && experiments.length === 0 ? (
        <ErrorState error={query.error} what="The experiments" onRetry={() => void query.refetch()} />
      ) : experiments.length === 0 ? (
        <NoExperiments isSearch={filter !== ''} isTrash={isTrash} />
      ) : (
        <ExperimentList experiments={experiments} counts={counts} chosen={chosen} onChoose={setChosen} />
      )}
      {query.hasNextPage && (
        <div style={{ display: 'grid', justifyItems: 'center', padding: 16 }}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      <CreateExperimentDialog open={isCreating} onClose={() => setCreating(false)} />
    </Page>
  );
}

/** Words are looked for in the name; `team:vision` in a tag; what compares is the filter grammar itself. */
function filterOf(text: string): string {
  if (text === '') return '';
  if (/(?:<=|>=|!=|=|<|>|\bI?LIKE\b)/i.test(text)) return text;
  const tag = /^([\w.-]+):(.*)$/.exec(text);
  if (tag) return `tags.${quotedTag(tag[1] ?? '')} ILIKE ${quoted(`%${(tag[2] ?? '').trim()}%`)}`;
  return `name ILIKE ${quoted(`%${text}%`)}`;
}

const quotedTag = (key: string): string => (/^\w+$/.test(key) ? key : `"${key}"`);

function NoExperiments({
  isSearch,
  isTrash,
}: {
  readonly isSearch: boolean;
  readonly isTrash: boolean;
}): ReactNode {
  if (isSearch)
    return <EmptyState icon={<FlaskConical aria-hidden />} title="No experiment is called that" />;
  if (isTrash)
    return (
      <EmptyState icon={<FlaskConical aria-hidden />} title="The trash is empty">
        Deleted experiments stand here, and can be restored.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<FlaskConical aria-hidden />}
      title="No experiments yet"
      code={'import mlflow\n\nmlflow.set_experiment("my-first-experiment")'}
    >
      Make one here, or from Python:
    </EmptyState>
  );
}
