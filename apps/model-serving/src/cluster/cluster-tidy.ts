import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger } from '@nestjs/common';
import { type Deployment, versionOf } from '../deployments/deployment.ts';
import { DeploymentsRepository } from '../deployments/deployments.repository.ts';
import { Clusters, whoseOf } from './clusters.ts';
import { frontName } from './names.ts';

/** Other replicas of the service may give a version that was just retired requests for so long. */
const LINGER_MS = 15_000;

/** Leads the Services that clients know to the versions that answer, and removes from the cluster what is wanted no more. */
@Injectable()
export class ClusterTidy {
  private readonly logger = new Logger('deployments');
  private running: Promise<void> | undefined;

  constructor(
    private readonly clusters: Clusters,
    private readonly deployments: DeploymentsRepository,
  ) {}

  /** Begins to, unless it is at it; what goes wrong is logged, and tried again the next time. */
  begin(): void {
    if (!this.clusters.isConfigured) return;
    this.running ??= this.tidy()
      .catch((error: Error) => this.logger.warn(`The cluster could not be tidied: ${error.message}`))
      .finally(() => (this.running = undefined));
  }

  private async tidy(): Promise<void> {
    const { MANAGED_BY, frontService } = await import('./manifests.ts');
    const client = await this.clusters.connect();
    // Listed first: a version is in the database before anything of it is in the cluster.
    const pods = await client.listDeployments(MANAGED_BY);
    const services = await client.listServices(MANAGED_BY);
    const deployments = await this.deployments.all();
    const byId = new Map(deployments.map((deployment) => [deployment.deploymentId, deployment]));
    const found = [
      ...pods.map(({ metadata }) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata })),
      ...services.map(({ metadata }) => ({ apiVersion: 'v1', kind: 'Service', metadata })),
    ];
    for (const { apiVersion, kind, metadata: { name = '', labels = {} } = {} } of found)
      if (!isWanted(byId.get(labels['millrace.deployment'] ?? ''), labels['millrace.version']))
        await client.remove(apiVersion, kind, name);
    for (const deployment of deployments) {
      const live = versionOf(deployment, 'live');
      if (deployment.target !== 'kubernetes' || live === undefined) continue;
      const front = frontService(frontName(deployment), whoseOf(deployment, live.number));
      const there = services.find(({ metadata }) => metadata?.name === front.metadata?.name);
      if (!isDeepStrictEqual(there?.spec?.selector, front.spec?.selector)) await client.apply(front);
    }
  }
}

function isWanted(deployment: Deployment | undefined, version: string | undefined): boolean {
  if (deployment?.target !== 'kubernetes') return false;
  // The Service of the deployment as a whole.
  if (version === undefined) return true;
  const found = deployment.versions.find(({ number }) => String(number) === version);
  if (found === undefined) return false;
  return found.role !== 'retired' || Date.now() - found.updatedMs < LINGER_MS;
}
