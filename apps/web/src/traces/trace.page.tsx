import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { getExperiment } from '../api/experiments.ts';
import { getSpans } from '../api/spans.ts';
import { deleteTraceTag, getTraceInfo, setTraceTag, type TraceInfo } from '../api/traces.ts';
import { IconButton } from '../components/button.tsx';
import { CopyButton } from '../components/code-block.tsx';
import { Page } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import { TagList } from '../components/tag-list.tsx';
import { RelativeTime } from '../components/time.tsx';
import { RunLink } from '../experiment/run-link.tsx';
import { counted, formatCount } from '../format/numbers.ts';
import { formatDuration } from '../format/times.ts';
import { DeleteTracesDialog } from './delete-traces-dialog.tsx';
import { tracesPlace } from './places.ts';
import { SpanExplorer } from './span-explorer.tsx';
import { TraceStatus } from './trace-status.tsx';
import styles from './traces.module.css';

/** One trace: its spans as a tree on a timeline, and what each of them holds. */
export function Component(): ReactNode {
  const { experimentId = '', traceId = '' } = useParams();
  const trace = useQuery({
    queryKey: ['trace', traceId],
    queryFn: ({ signal }) => getTraceInfo(traceId, { signal }),
  });
  const spans = useQuery({
    queryKey: ['trace', traceId, 'spans'],
    queryFn: ({ signal }) => getSpans(traceId, { signal }),
  });
  const experiment = useQuery({
    queryKey: ['experiment', experimentId],
    queryFn: ({ signal }) => getExperiment(experimentId, { signal }),
  });
  const place = `/experiments/${encodeURIComponent(experimentId)}`;
  return (
    <Page
      title={trace.data?.name || spans.data?.find(({ parentId }) => parentId === undefined)?.name || traceId}
      crumbs={[
        { label: 'Experiments', to: '/experiments' },
        { label: experiment.data?.name ?? `Experiment ${experimentId}`, to: place },
        { label: 'Traces', to: tracesPlace(experimentId) },
      ]}
      aside={trace.data && <TraceStatus state={trace.data.state} />}
      actions={trace.data && <DeleteButton trace={trace.data} />}
      fill
    >
      {trace.data && <Facts trace={trace.data} spanCount={spans.data?.length} />}
      {trace.error ? (
        <ErrorState what="This trace" error={trace.error} onRetry={() => void trace.refetch()} />
      ) : spans.error ? (
        <ErrorState what="The spans" error={spans.error} onRetry={() => void spans.refetch()} />
      ) : trace.data && spans.data ? (
        <SpanExplorer key={traceId} trace={trace.data} spans={spans.data} />
      ) : (
        <SkeletonLines count={10} />
      )}
    </Page>
  );
}

function Facts({
  trace,
  spanCount,
}: {
  readonly trace: TraceInfo;
  readonly spanCount: number | undefined;
}): ReactNode {
  const { id, durationMs, tokens, runId, session, user } = trace;
  const client = useQueryClient();
  const changed = (): Promise<void> => client.invalidateQueries({ queryKey: ['trace', id] });
  return (
    <div className={styles['facts']}>
      <RelativeTime ms={trace.startMs} />
      {durationMs !== undefined && <span className="tabular">{formatDuration(durationMs)}</span>}
      {spanCount !== undefined && <span className="tabular">{counted(spanCount, 'span')}</span>}
      {tokens?.total !== undefined && (
        <span className="tabular" title={`${tokens.input ?? '?'} in, ${tokens.output ?? '?'} out`}>
          {formatCount(tokens.total)} tokens
        </span>
      )}
      {runId !== '' && (
        <span>
          Run <RunLink runId={runId} />
        </span>
      )}
      {session !== '' && (
        <span>
          Session <bdi>{session}</bdi>
        </span>
      )}
      {user !== '' && (
        <span>
          User <bdi>{user}</bdi>
        </span>
      )}
      <span className={styles['id']}>
        <span className="mono truncate" title={id}>
          {id}
        </span>
        <CopyButton text={id} label="Copy the trace id" />
      </span>
      <TagList
        tags={trace.tags}
        onSet={(key, value) => setTraceTag(id, key, value).then(changed)}
        onDelete={(key) => deleteTraceTag(id, key).then(changed)}
      />
    </div>
  );
}

function DeleteButton({ trace }: { readonly trace: TraceInfo }): ReactNode {
  const [asks, setAsks] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <>
      <IconButton label="Delete this trace" look="secondary" onClick={() => setAsks(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <DeleteTracesDialog
        experimentId={trace.experimentId}
        ids={[trace.id]}
        open={asks}
        onClose={() => setAsks(false)}
        onDone={async () => {
          await navigate(tracesPlace(trace.experimentId));
          await client.invalidateQueries({ queryKey: ['traces', trace.experimentId] });
        }}
      />
    </>
  );
}
