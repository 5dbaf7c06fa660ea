import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Tag, Trash2, Waypoints, X } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { Link, Navigate, useParams, useSearchParams } from 'react-router';
import { getExperiment } from '../api/experiments.ts';
import { useCommands } from '../app/commands.ts';
import { useListAddress } from '../app/list-address.ts';
import { Button, IconButton } from '../components/button.tsx';
import { FilteredList } from '../components/filtered-list.tsx';
import { Page } from '../components/page.tsx';
import { EmptyState } from '../components/states.tsx';
import { ExperimentTabs } from '../experiment/experiment-tabs.tsx';
import { counted } from '../format/numbers.ts';
import { DeleteTracesDialog } from './delete-traces-dialog.tsx';
import { tracePlace, tracesPlace } from './places.ts';
import { TagTracesDialog } from './tag-traces-dialog.tsx';
import { TRACE_COLUMNS } from './trace-columns.tsx';
import styles from './traces.module.css';
import { readTraceSort, traceFilter, useTraceList } from './use-trace-list.ts';

const EXAMPLES = [
  ['refund', 'words in any span: inputs, outputs, attributes'],
  ["status = 'ERROR'", 'what failed'],
  ['execution_time_ms > 2000', 'what took longer than two seconds'],
  ["tags.release = 'v2'", 'with a tag of this value'],
  ["feedback.correct = 'no'", 'judged so'],
  ["span.name = 'retrieve'", 'with a span of this name'],
] as const;

const TRACE = `import mlflow

mlflow.openai.autolog()    # or langchain, anthropic, dspy…

@mlflow.trace
def answer(question): ...`;

/** The traces of an experiment. */
export function Component(): ReactNode {
  const { experimentId = '' } = useParams();
  const [query] = useSearchParams();
  // MLflow's clients print addresses of this kind.
  const chosen = query.get('selectedEvaluationId') ?? query.get('selectedTraceId');
  if (chosen) return <Navigate to={tracePlace(experimentId, chosen)} replace />;
  return <Traces key={experimentId} experimentId={experimentId} />;
}

function Traces({ experimentId }: { readonly experimentId: string }): ReactNode {
  const address = useListAddress();
  const { setFilter } = address;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const sort = readTraceSort(address.sort);
  const filterBy = useCallback(
    (text: string) => {
      setSelected(new Set());
      setFilter(text);
    },
    [setFilter],
  );
  const experiment = useQuery({
    queryKey: ['experiment', experimentId],
    queryFn: ({ signal }) => getExperiment(experimentId, { signal }),
  });
  const traces = useTraceList(experimentId, traceFilter(address.filter), sort);
  return (
    <Page
      title={experiment.data?.name ?? `Experiment ${experimentId}`}
      crumbs={[{ label: 'Experiments', to: '/experiments' }]}
      tabs={<ExperimentTabs experimentId={experimentId} />}
      fill
    >
      <FilteredList
        label="Traces"
        what="The traces"
        filter={{
          label: 'Filter traces',
          placeholder: "Words of a request or response, or status = 'ERROR'",
          value: address.filter,
          onChange: filterBy,
          examples: EXAMPLES,
        }}
        beside={
          selected.size > 0 && (
            <BulkActions
              experimentId={experimentId}
              selected={selected}
              onDone={() => setSelected(new Set())}
            />
          )
        }
        result={traces}
        columns={() => TRACE_COLUMNS}
        rowKey={({ id }) => id}
        rowName={({ requestPreview, id }) => requestPreview.slice(0, 80) || id}
        sort={sort}
        onSort={address.setSort}
        selected={selected}
        onSelect={setSelected}
        empty={
          address.filter === '' ? (
            <EmptyState title="No traces yet" icon={<Waypoints aria-hidden />} code={TRACE}>
              What a program asked of models and tools, step by step, stands here once it is traced:
            </EmptyState>
          ) : (
            <EmptyState
              title="No trace matches the filter"
              actions={<Link to={tracesPlace(experimentId)}>Show all traces</Link>}
            />
          )
        }
      />
    </Page>
  );
}

interface BulkActionsProps {
  readonly experimentId: string;
  readonly selected: ReadonlySet<string>;
  readonly onDone: () => void;
}

function BulkActions({ experimentId, selected, onDone }: BulkActionsProps): ReactNode {
  const [asks, setAsks] = useState<'delete' | 'tag'>();
  const client = useQueryClient();
  const ids = [...selected];
  useCommands([
    {
      id: 'tag-traces',
      group: 'This page',
      label: 'Tag the selected traces',
      keys: 't',
      run: () => setAsks('tag'),
    },
    {
      id: 'delete-traces',
      group: 'This page',
      label: 'Delete the selected traces',
      run: () => setAsks('delete'),
    },
  ]);
  const changed = (): Promise<void> => client.invalidateQueries({ queryKey: ['traces', experimentId] });
  return (
    <div className={styles['bulk']} role="group" aria-label="Selected traces">
      <span className="soft tabular">{counted(ids.length, 'selected', 'selected')}</span>
      <Button small onClick={() => setAsks('tag')}>
        <Tag aria-hidden /> Tag
      </Button>
      <Button small onClick={() => setAsks('delete')}>
        <Trash2 aria-hidden /> Delete
      </Button>
      <IconButton label="Select none" small onClick={onDone}>
        <X aria-hidden />
      </IconButton>
      <TagTracesDialog ids={ids} open={asks === 'tag'} onClose={() => setAsks(undefined)} onDone={changed} />
      <DeleteTracesDialog
        experimentId={experimentId}
        ids={ids}
        open={asks === 'delete'}
        onClose={() => setAsks(undefined)}
        onDone={async () => {
          onDone();
          await changed();
        }}
      />
    </div>
  );
}
