import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { type Deployment, getDeployment } from '../api/deployments.ts';
import { Columns, Stack } from '../components/columns.tsx';
import { Facts } from '../components/facts.tsx';
import { Card, Page } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import { RelativeTime } from '../components/time.tsx';
import { CodeCard } from './code-card.tsx';
import { DeploymentMenu } from './deployment-menu.tsx';
import styles from './deployment.module.css';
import { LogsCard } from './logs-card.tsx';
import { DEPLOYMENTS } from './places.ts';
import { isUnderWay, StateBadge } from './state-badge.tsx';
import { TrafficCard } from './traffic-card.tsx';
import { TryCard } from './try-card.tsx';
import { VersionsCard } from './versions-card.tsx';

const SOON_MS = 1_500;
const LATER_MS = 10_000;

/** A deployment: its versions, traffic and logs, and how to ask it. */
export function Component(): ReactNode {
  const { name = '' } = useParams();
  const found = useQuery({
    queryKey: ['deployment', name],
    queryFn: ({ signal }) => getDeployment(name, { signal }),
    // What it follows may move at any time.
    refetchInterval: ({ state: { data } }) =>
      data?.versions.some(({ state }) => isUnderWay(state)) ? SOON_MS : LATER_MS,
  });
  return (
    <Page
      title={name}
      crumbs={[{ label: 'Deployments', to: DEPLOYMENTS }]}
      aside={found.data && <StateBadge state={found.data.state} />}
      actions={found.data && <DeploymentMenu deployment={found.data} />}
    >
      {found.data ? (
        <Content key={name} deployment={found.data} />
      ) : found.error ? (
        <ErrorState what="This deployment" error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <SkeletonLines />
      )}
    </Page>
  );
}

function Content({ deployment }: { readonly deployment: Deployment }): ReactNode {
  const { name, reason } = deployment;
  const live = deployment.versions.find(({ role, state }) => role === 'live' && state === 'ready');
  const loaded = deployment.versions.filter(({ state }) => state === 'ready').map(({ version }) => version);
  return (
    <Columns>
      <Stack>
        {reason !== undefined && (
          <p className={styles['reason']} role="status">
            {reason}
          </p>
        )}
        <VersionsCard deployment={deployment} />
        <TrafficCard name={name} loaded={loaded.join()} />
        {live && <TryCard name={name} live={live} />}
        <LogsCard name={name} />
      </Stack>
      <Stack>
        <Card title="Details">
          <Facts
            facts={[
              [
                'Model',
                <bdi key="model" className="mono">
                  {deployment.modelUri}
                </bdi>,
              ],
              ['Environment', deployment.environment],
              ['Workers', String(deployment.workers)],
              ['Batches', `${deployment.maxBatch} rows, ${deployment.maxDelayMs} ms`],
              ['Made', <RelativeTime key="created" ms={deployment.createdMs} />],
              ['Updated', <RelativeTime key="updated" ms={deployment.updatedMs} />],
            ]}
          />
        </Card>
        <CodeCard name={name} />
      </Stack>
    </Columns>
  );
}
