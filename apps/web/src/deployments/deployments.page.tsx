import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus, Rocket } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { type Deployment, listDeployments } from '../api/deployments.ts';
import { useCommands } from '../app/commands.ts';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { RelativeTime } from '../components/time.tsx';
import { type VirtualColumn, VirtualTable } from '../components/virtual-table.tsx';
import { CreateDeploymentDialog } from './create-deployment-dialog.tsx';
import { deploymentPlace } from './places.ts';
import { isUnderWay, StateBadge } from './state-badge.tsx';
import { ModelLink } from './model-link.tsx';

const EXAMPLE = `curl -X POST …/api/millrace/deployments -H 'content-type: application/json' \\
  -d '{"name": "churn", "model_uri": "models:/churn@champion"}'`;
const SOON_MS = 2_000;

const COLUMNS: readonly VirtualColumn<Deployment>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(180px, 1.4fr)',
    cell: ({ name }) => (
      <Link to={deploymentPlace(name)} className="truncate" title={name}>
        {name}
      </Link>
    ),
  },
  { id: 'state', header: 'State', width: '170px', cell: ({ state }) => <StateBadge state={state} /> },
  {
    id: 'model',
    header: 'Model',
    width: 'minmax(180px, 1.4fr)',
    cell: ({ modelUri }) => (
      <span className="truncate mono" title={modelUri}>
        <bdi>{modelUri}</bdi>
      </span>
    ),
  },
  {
    id: 'answers',
    header: 'Answers',
    width: 'minmax(160px, 1fr)',
    cell: ({ versions }) => {
      const live = versions.find(({ role }) => role === 'live');
      return live ? <ModelLink version={live} /> : <span className="soft">Nothing</span>;
    },
  },
  {
    id: 'updated',
    header: 'Updated',
    width: '120px',
    cell: ({ updatedMs }) => <RelativeTime ms={updatedMs} />,
  },
];

/** The deployments of models. */
export function Component(): ReactNode {
  const [creates, setCreates] = useState(false);
  const found = useInfiniteQuery({
    queryKey: ['deployments'],
    queryFn: ({ signal, pageParam }) => listDeployments(pageParam, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ state }) => isUnderWay(state))) ? SOON_MS : false,
  });
  useCommands([
    {
      id: 'create-deployment',
      group: 'This page',
      label: 'Deploy a model',
      keys: 'c',
      run: () => setCreates(true),
    },
  ]);
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title="Deployments"
      fill
      actions={
        <Button look="primary" onClick={() => setCreates(true)}>
          <Plus aria-hidden /> Deploy model
        </Button>
      }
    >
      {found.isPending ? (
        <SkeletonLines />
      ) : found.error ? (
        <ErrorState what="The list of deployments" error={found.error} onRetry={() => void found.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState title="No deployments yet" icon={<Rocket aria-hidden />} code={EXAMPLE}>
          A deployment answers requests with a model, under a name that stays as versions come and go. Make
          one here, or by a request:
        </EmptyState>
      ) : (
        <VirtualTable
          label="Deployments"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ name }) => name}
          hasMore={found.hasNextPage}
          onEnd={() => !found.isFetchingNextPage && void found.fetchNextPage()}
        />
      )}
      <CreateDeploymentDialog open={creates} onClose={() => setCreates(false)} />
    </Page>
  );
}
