import { Injectable, Logger } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import { Database } from '@millrace/database/database';
import { type Deployment, versionOf } from '../deployments/deployment.ts';
import { DeploymentsRepository } from '../deployments/deployments.repository.ts';
import { DeploymentsService } from '../deployments/deployments.service.ts';
import { Replicas } from '../rollouts/replicas.ts';
import { ModelResolver } from './model-resolver.ts';
import { followedModel } from './models-uri.ts';

/** Rolls out what the URI of a deployment leads to when that has changed: an alias was moved, a version changed its stage. */
@Injectable()
export class ModelFollower {
  private readonly logger = new Logger('deployments');

  constructor(
    private readonly database: Database,
    private readonly repository: DeploymentsRepository,
    private readonly deployments: DeploymentsService,
    private readonly models: ModelResolver,
    private readonly replicas: Replicas,
  ) {}

  /** Something about a registered model has changed. Looks where the URIs of deployments lead now, whatever it was. */
  async modelChanged(modelName: string): Promise<void> {
    const named = await this.repository.withUriLike('models:/');
    for (const deployment of named)
      if (followedModel(deployment.modelUri) === modelName) await this.follow(deployment);
  }

  /** A version was deleted from the registry: what has it loaded goes on, and says so. */
  versionDeleted(modelName: string, version: number): Promise<void> {
    return this.deleted(modelName, (live) => live === version);
  }

  /** A model was deleted with all its versions. */
  modelDeleted(modelName: string): Promise<void> {
    return this.deleted(modelName, () => true);
  }

  private async deleted(modelName: string, isDeleted: (version: number) => boolean): Promise<void> {
    for (const deployment of await this.repository.withUriLike('models:/')) {
      const { modelName: name, modelVersion, number } = versionOf(deployment, 'live') ?? {};
      if (name !== modelName || typeof modelVersion !== 'number' || !isDeleted(modelVersion)) continue;
      await this.note(
        deployment,
        `${modelName} version ${modelVersion} was deleted from the registry; version ${number} of the deployment goes on answering with it`,
      );
    }
    await this.modelChanged(modelName);
  }

  private async follow(deployment: Deployment): Promise<void> {
    const { name, modelUri } = deployment;
    let model;
    try {
      model = await this.models.resolve(modelUri);
    } catch (error) {
      // That it leads nowhere is an answer; that nobody answered is none, and the event comes again.
      if (!(error instanceof MlflowError) || error.httpStatus >= 500) throw error;
      const live = versionOf(deployment, 'live');
      const goesOn = live ? `; version ${live.number} goes on answering` : '';
      return this.note(deployment, `${modelUri} leads nowhere any more: ${error.message}${goesOn}`);
    }
    const changed = await this.database.transaction(async (transaction) => {
      const now = Date.now();
      const current = await this.repository.lock(transaction, { id: deployment.deploymentId });
      // Compared with where it led before, not with what answers: who rolled back or promoted is not overruled.
      if (current?.modelUri !== modelUri || current.followed === model.location) return false;
      const isLive = versionOf(current, 'live')?.location === model.location;
      if (!isLive) await this.deployments.rollOut(transaction, current, model, now);
      const { deploymentId } = current;
      await this.repository.change(
        transaction,
        deploymentId,
        { followed: model.location, ...(isLive && { reason: null }) },
        now,
      );
      return true;
    });
    if (!changed) return;
    this.logger.log(`${modelUri} leads elsewhere now; the deployment ${name} follows`);
    await this.replicas.announce();
  }

  private async note({ deploymentId }: Deployment, reason: string): Promise<void> {
    await this.database.transaction((transaction) =>
      this.repository.change(transaction, deploymentId, { reason }, Date.now()),
    );
  }
}
