import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { alreadyExists, invalidParameter, notFound } from '@millrace/contracts/errors';
import type { CreateDeployment, UpdateDeployment } from '@millrace/contracts/serving/deployments';
import { Database, type Transaction } from '@millrace/database/database';
import { isUniqueViolation } from '@millrace/database/sql-state';
import { Clusters } from '../cluster/clusters.ts';
import { ModelResolver } from '../models/model-resolver.ts';
import { Replicas } from '../rollouts/replicas.ts';
import { type Deployment, type ResolvedModel, type RunOptions, versionOf } from './deployment.ts';
import { DeploymentsRepository } from './deployments.repository.ts';
import { VersionsRepository } from './versions.repository.ts';

/** The rules of deployments. Replicas are told of each change once it is committed. */
@Injectable()
export class DeploymentsService {
  constructor(
    private readonly database: Database,
    private readonly repository: DeploymentsRepository,
    private readonly versions: VersionsRepository,
    private readonly models: ModelResolver,
    private readonly replicas: Replicas,
    private readonly clusters: Clusters,
  ) {}

  async create(request: CreateDeployment): Promise<Deployment> {
    const { name, model_uri: modelUri } = request;
    if (request.target === 'kubernetes') await this.clusters.require();
    if ((await this.repository.find(name)) !== undefined) throw taken(name);
    const model = await this.models.resolve(modelUri);
    const row = {
      deploymentId: randomUUID(),
      name,
      target: request.target,
      modelUri,
      followed: model.location,
      ...runOptions(request),
    };
    const created = await this.database
      .transaction(async (transaction) => {
        const now = Date.now();
        await this.repository.insert(transaction, row, now);
        await this.versions.insert(transaction, row.deploymentId, model, 'candidate', 100, now);
        return this.repository.find(name, transaction);
      })
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? taken(name) : error;
      });
    return this.told(created, name);
  }

  async get(name: string): Promise<Deployment> {
    const deployment = await this.repository.find(name);
    if (deployment === undefined) throw noDeployment(name);
    return deployment;
  }

  /** A page of deployments by name, and the token of the next page. */
  async list(
    max: number,
    token: string,
  ): Promise<{ deployments: Deployment[]; nextToken: string | undefined }> {
    const after = readToken(token);
    const rows = await this.repository.list(after, max + 1);
    const deployments = rows.slice(0, max);
    const nextToken =
      rows.length > max ? Buffer.from(deployments.at(-1)?.name ?? '').toString('base64url') : undefined;
    return { deployments, nextToken };
  }

  /** A new URI is rolled out, even if it leads to the same model; new options are applied to every version. */
  async update(name: string, request: UpdateDeployment): Promise<Deployment> {
    const { model_uri: modelUri } = request;
    const options = runOptions(request);
    const model = modelUri === undefined ? undefined : await this.models.resolve(modelUri);
    return this.changing(name, async (transaction, deployment, now) => {
      const anew = Object.keys(options).length > 0;
      const uri = model && { modelUri: model.uri, followed: model.location };
      if (model) await this.rollOut(transaction, deployment, model, now);
      await this.repository.change(transaction, deployment.deploymentId, { ...options, ...uri, anew }, now);
    });
  }

  async remove(name: string): Promise<void> {
    if (!(await this.repository.remove(name))) throw noDeployment(name);
    await this.database.afterCommit(() => this.replicas.announce());
  }

  /** Changes a deployment that is locked meanwhile, and tells the replicas. */
  async changing(
    name: string,
    work: (transaction: Transaction, deployment: Deployment, now: number) => Promise<void>,
  ): Promise<Deployment> {
    const changed = await this.database.transaction(async (transaction) => {
      const deployment = await this.repository.lock(transaction, { name });
      if (deployment === undefined) throw noDeployment(name);
      await work(transaction, deployment, Date.now());
      return this.repository.find(name, transaction);
    });
    return this.told(changed, name);
  }

  /** Makes a model the candidate, in place of another one that has not taken over yet. */
  async rollOut(
    transaction: Transaction,
    deployment: Deployment,
    model: ResolvedModel,
    now: number,
  ): Promise<void> {
    const { deploymentId } = deployment;
    const superseded = versionOf(deployment, 'candidate');
    if (superseded) await this.versions.retire(transaction, deploymentId, superseded.number, now);
    await this.versions.insert(transaction, deploymentId, model, 'candidate', 100, now);
    await this.repository.change(transaction, deploymentId, { reason: null }, now);
  }

  private async told(deployment: Deployment | undefined, name: string): Promise<Deployment> {
    await this.database.afterCommit(() => this.replicas.announce());
    if (deployment === undefined) throw noDeployment(name);
    return deployment;
  }
}

/** The options that a request names: all of them when it creates a deployment. */
function runOptions(request: CreateDeployment): RunOptions;
function runOptions(request: UpdateDeployment): Partial<RunOptions>;
function runOptions(request: UpdateDeployment): Partial<RunOptions> {
  const options = {
    envManager: request.env_manager,
    replicas: request.replicas,
    workers: request.workers,
    maxBatch: request.max_batch,
    maxDelayMs: request.max_delay_ms,
    maxQueue: request.max_queue,
    timeoutMs: request.timeout_ms,
    memoryMb: request.memory_mb,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function readToken(token: string): string {
  if (token === '') return '';
  const name = Buffer.from(token, 'base64url').toString();
  if (Buffer.from(name).toString('base64url') !== token || name.includes('\0'))
    throw invalidParameter("'page_token' must be the next_page_token of the page before.");
  return name;
}

function taken(name: string): Error {
  return alreadyExists(
    `There is a deployment named '${name}' already; choose another 'name', or change that one.`,
  );
}

export function noDeployment(name: string): Error {
  return notFound(`There is no deployment named '${name.slice(0, 100)}'.`);
}
