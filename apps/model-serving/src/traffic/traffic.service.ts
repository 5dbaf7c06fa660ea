import { Injectable } from '@nestjs/common';
import { invalidParameter, MlflowError, notFound } from '@millrace/contracts/errors';
import type { AddDeploymentVersion } from '@millrace/contracts/serving/deployments';
import { type Deployment, type Version, versionOf } from '../deployments/deployment.ts';
import { DeploymentsRepository } from '../deployments/deployments.repository.ts';
import { DeploymentsService } from '../deployments/deployments.service.ts';
import { VersionsRepository } from '../deployments/versions.repository.ts';
import { ModelResolver } from '../models/model-resolver.ts';

/** Each is a model in memory. */
const MOST_VERSIONS = 8;

/** Which versions of a deployment answer, and how many of the requests. */
@Injectable()
export class TrafficService {
  constructor(
    private readonly deployments: DeploymentsService,
    private readonly repository: DeploymentsRepository,
    private readonly versions: VersionsRepository,
    private readonly models: ModelResolver,
  ) {}

  /** The version that was added. */
  async add(name: string, { model_uri, role, weight }: AddDeploymentVersion): Promise<Version> {
    if (role === 'shadow' && weight > 0)
      throw invalidParameter("'weight' must be 0 for a shadow, which answers no requests.");
    const model = await this.models.resolve(model_uri);
    let added = 0;
    const changed = await this.deployments.changing(name, async (transaction, deployment, now) => {
      const { deploymentId } = deployment;
      const live = requireLive(deployment);
      if (deployment.versions.filter(isActive).length >= MOST_VERSIONS)
        throw conflict(`The deployment '${name}' has ${MOST_VERSIONS} versions already; remove one first.`);
      if (weight > live.weight)
        throw invalidParameter(
          `'weight' must be at most ${live.weight}, the per cent that the live version ${live.number} answers.`,
        );
      added = await this.versions.insert(transaction, deploymentId, model, role, weight, now);
      await this.versions.change(
        transaction,
        deploymentId,
        live.number,
        { weight: live.weight - weight },
        now,
      );
      await this.repository.change(transaction, deploymentId, {}, now);
    });
    return changed.versions.find(({ number }) => number === added) as Version;
  }

  remove(name: string, versionText: string): Promise<Deployment> {
    return this.deployments.changing(name, async (transaction, deployment, now) => {
      const { deploymentId } = deployment;
      const version = requireTried(deployment, versionText);
      await this.versions.retire(transaction, deploymentId, version.number, now);
      const live = versionOf(deployment, 'live');
      if (live)
        await this.versions.change(
          transaction,
          deploymentId,
          live.number,
          { weight: live.weight + version.weight },
          now,
        );
      await this.repository.change(transaction, deploymentId, {}, now);
    });
  }

  share(name: string, weights: Readonly<Record<string, number>>): Promise<Deployment> {
    return this.deployments.changing(name, async (transaction, deployment, now) => {
      const { deploymentId } = deployment;
      const answering = deployment.versions.filter(({ role }) => role === 'live' || role === 'canary');
      const numbers = answering.map(({ number }) => String(number));
      if (Object.keys(weights).toSorted().join() !== numbers.toSorted().join())
        throw invalidParameter(
          `'weights' must name the live version and each canary, and nothing else: ${numbers.join(', ') || 'there are none'}.`,
        );
      for (const { number } of answering)
        await this.versions.change(transaction, deploymentId, number, { weight: weights[number] ?? 0 }, now);
      await this.repository.change(transaction, deploymentId, {}, now);
    });
  }

  promote(name: string, versionText: string): Promise<Deployment> {
    return this.deployments.changing(name, async (transaction, deployment, now) => {
      const { deploymentId } = deployment;
      const version = requireTried(deployment, versionText);
      if (version.state !== 'ready')
        throw conflict(`Version ${version.number} cannot be promoted: it is ${version.state}, not ready.`);
      const live = versionOf(deployment, 'live');
      if (live) await this.versions.retire(transaction, deploymentId, live.number, now);
      const weight = (live?.weight ?? 0) + version.weight;
      await this.versions.change(transaction, deploymentId, version.number, { role: 'live', weight }, now);
      await this.repository.change(transaction, deploymentId, { reason: null }, now);
    });
  }

  rollBack(name: string): Promise<Deployment> {
    return this.deployments.changing(name, async (transaction, deployment, now) => {
      const { deploymentId } = deployment;
      const live = versionOf(deployment, 'live');
      const tried = deployment.versions.filter((each) => isActive(each) && each !== live);
      const before = live && tried.length > 0 ? undefined : newestStopped(deployment);
      for (const { number } of tried) await this.versions.retire(transaction, deploymentId, number, now);
      if (live) await this.versions.change(transaction, deploymentId, live.number, { weight: 100 }, now);
      if (before) {
        const change = { role: 'candidate', state: 'pending', weight: 100, reason: null } as const;
        await this.versions.change(transaction, deploymentId, before.number, change, now);
      }
      await this.repository.change(transaction, deploymentId, { reason: null }, now);
    });
  }
}

function isActive({ role }: Version): boolean {
  return role !== 'retired';
}

function requireLive(deployment: Deployment): Version {
  const live = versionOf(deployment, 'live');
  if (live) return live;
  throw conflict(
    `The deployment '${deployment.name}' has no live version yet that another could be tried beside.`,
  );
}

/** The version that was live before. */
function newestStopped({ name, versions }: Deployment): Version {
  const [newest] = versions
    .filter(({ role, state }) => role === 'retired' && state === 'stopped')
    .toSorted((one, other) => other.updatedMs - one.updatedMs || other.number - one.number);
  if (newest === undefined) throw conflict(`The deployment '${name}' has no version to go back to.`);
  return newest;
}

/** The canary or shadow of a number. */
function requireTried({ name, versions }: Deployment, text: string): Version {
  const version = versions.find(({ number }) => String(number) === text);
  if (version === undefined || !isActive(version))
    throw notFound(`The deployment '${name}' has no version '${text.slice(0, 20)}' in service.`);
  if (version.role !== 'canary' && version.role !== 'shadow')
    throw conflict(
      `Version ${text} of '${name}' is the ${version.role} version, neither a canary nor a shadow.`,
    );
  return version;
}

function conflict(message: string): MlflowError {
  return new MlflowError('RESOURCE_CONFLICT', message);
}
