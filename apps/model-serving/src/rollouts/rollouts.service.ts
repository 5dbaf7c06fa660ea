import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@millrace/database/database';
import { type Deployment, modelOf, type State, type Version, versionOf } from '../deployments/deployment.ts';
import { DeploymentsRepository } from '../deployments/deployments.repository.ts';
import { VersionsRepository } from '../deployments/versions.repository.ts';
import { LoadsRepository } from './loads.repository.ts';
import { Replicas } from './replicas.ts';
import { progressOf, readinessOf } from './take-over.ts';

export interface LoadReport {
  readonly deploymentId: string;
  readonly number: number;
  readonly generation: number;
  readonly state: State;
  readonly reason: string | null;
}

/**
 * Decides what comes of a version from what the replicas say about it. A candidate takes over when all of them have it ready, and
 * is given up when one of them cannot load it: then the version that answered goes on, and the deployment says why.
 */
@Injectable()
export class RolloutsService {
  constructor(
    private readonly database: Database,
    private readonly deployments: DeploymentsRepository,
    private readonly versions: VersionsRepository,
    private readonly loads: LoadsRepository,
    private readonly replicas: Replicas,
  ) {}

  /** Notes how far this replica is with a version. */
  async report(report: LoadReport): Promise<void> {
    const { deploymentId, number } = report;
    const changed = await this.database.transaction(async (transaction) => {
      const deployment = await this.deployments.lock(transaction, { id: deploymentId });
      const version = deployment?.versions.find((each) => each.number === number);
      if (deployment === undefined || version === undefined || version.role === 'retired') return false;
      const now = Date.now();
      await this.loads.put(transaction, deploymentId, { ...report, replica: this.replicas.id }, now);
      const loads = await this.loads.alive(transaction, deploymentId, now);
      const { state, reason } = (version.role === 'candidate' ? progressOf : readinessOf)(loads, number);
      if (version.role === 'candidate' && state === 'ready')
        await this.takeOver(transaction, deployment, version, now);
      else if (version.role === 'candidate' && state === 'failed')
        await this.giveUp(transaction, deployment, version, reason ?? 'unknown reason', now);
      else {
        await this.versions.change(transaction, deploymentId, number, { state, reason }, now);
        if (version.role === 'live') await this.noteLive(transaction, deployment, version, reason, now);
        return false;
      }
      return true;
    });
    if (changed) await this.replicas.announce();
  }

  private async takeOver(
    transaction: Transaction,
    deployment: Deployment,
    version: Version,
    now: number,
  ): Promise<void> {
    const { deploymentId } = deployment;
    const before = versionOf(deployment, 'live');
    if (before) await this.versions.retire(transaction, deploymentId, before.number, now);
    const change = { role: 'live', state: 'ready', reason: null, weight: before?.weight ?? 100 } as const;
    await this.versions.change(transaction, deploymentId, version.number, change, now);
    await this.deployments.change(transaction, deploymentId, { reason: null }, now);
  }

  private async giveUp(
    transaction: Transaction,
    deployment: Deployment,
    version: Version,
    why: string,
    now: number,
  ): Promise<void> {
    const { deploymentId } = deployment;
    await this.versions.retire(transaction, deploymentId, version.number, now, why);
    const live = versionOf(deployment, 'live');
    const goesOn = live ? `; version ${live.number} (${modelOf(live)}) goes on answering` : '';
    const reason = `Version ${version.number} (${modelOf(version)}) was not taken into service: ${why}${goesOn}`;
    await this.deployments.change(transaction, deploymentId, { reason }, now);
  }

  /** A live version that some replica cannot load (anew) is told of; it is tried again. */
  private async noteLive(
    transaction: Transaction,
    { deploymentId }: Deployment,
    version: Version,
    why: string | null,
    now: number,
  ): Promise<void> {
    if (why !== null) {
      const reason = `Version ${version.number} (${modelOf(version)}) could not be loaded: ${why}`;
      await this.deployments.change(transaction, deploymentId, { reason }, now);
    } else if (version.reason !== null)
      await this.deployments.change(transaction, deploymentId, { reason: null }, now);
  }
}
