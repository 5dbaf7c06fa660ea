import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invalidParameter, MlflowError, notFound } from '@millrace/contracts/errors';
import { appendToArtifactUri } from '@millrace/contracts/artifacts/artifact-location';
import {
  type CreateLoggedModel,
  type FinalizeLoggedModel,
  LoggedModelStatus,
} from '@millrace/contracts/tracking/logged-models';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { pythonRepr } from '@millrace/contracts/wire/python-text';
import { Database } from '@millrace/database/database';
import { isUniqueViolation } from '@millrace/database/sql-state';
import { requireActiveExperiment } from '../experiments/require-experiment.ts';
import { randomName } from '../random-name/random-name.ts';
import { LoggedModelsRepository } from './logged-models.repository.ts';

export interface KeyValue {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}
type Status = NonNullable<MessageOf<typeof FinalizeLoggedModel>['status']>;

@Injectable()
export class LoggedModelsService {
  constructor(
    private readonly database: Database,
    private readonly repository: LoggedModelsRepository,
  ) {}

  /** Creates a model that waits for its files, and returns its JSON. */
  async create(request: MessageOf<typeof CreateLoggedModel>): Promise<string> {
    checkName(request.name ?? '');
    const experiment = await requireActiveExperiment(this.database, request.experiment_id ?? '');
    const modelId = `m-${randomUUID().replaceAll('-', '')}`;
    const model = {
      modelId,
      experimentId: experiment.experimentId,
      name: request.name || randomName(),
      artifactLocation: appendToArtifactUri(experiment.artifactLocation, 'models', modelId, 'artifacts'),
      modelType: request.model_type ?? '',
      sourceRunId: request.source_run_id ?? '',
      status: LoggedModelStatus.numbers['LOGGED_MODEL_PENDING'] ?? 0,
      nowMs: Date.now(),
    };
    return this.database
      .transaction(async (transaction) => {
        await this.repository.insert(transaction, model);
        await this.repository.insertParams(transaction, modelId, pairs(request.params));
        await this.repository.insertTags(transaction, modelId, pairs(request.tags));
        return this.found(modelId, await this.repository.render(transaction, modelId, true));
      })
      .catch(refuseRepeated('a key appears twice'));
  }

  /** The model's JSON; 404 when there is none, or it is deleted and `allowDeleted` is not set. */
  async get(modelId: string, allowDeleted: boolean): Promise<string> {
    return this.found(modelId, await this.repository.render(this.database, modelId, allowDeleted));
  }

  async finalize(modelId: string, status: Status = 'LOGGED_MODEL_STATUS_UNSPECIFIED'): Promise<string> {
    const number = LoggedModelStatus.numbers[status] ?? 0;
    return this.found(modelId, await this.repository.updateStatus(modelId, number, Date.now()));
  }

  async delete(modelId: string): Promise<void> {
    if (!(await this.repository.markDeleted(modelId, Date.now()))) throw missing(modelId);
  }

  /** Adds parameters; 400 when the model has one of them already: parameters never change. */
  async logParams(modelId: string, params: readonly KeyValue[]): Promise<void> {
    await this.require(modelId);
    await this.repository
      .insertParams(this.database, modelId, pairs(params))
      .catch(refuseRepeated(`logged model '${modelId}' has it already, or it appears twice`));
  }

  /** Sets tags; of a key given twice the last value counts. */
  async setTags(modelId: string, tags: readonly KeyValue[]): Promise<void> {
    await this.require(modelId);
    const lastOfEach = new Map(tags.map(({ key = '', value = '' }) => [key, value]));
    await this.repository.upsertTags(modelId, [...lastOfEach]);
  }

  async deleteTag(modelId: string, key: string): Promise<void> {
    await this.require(modelId);
    if (!(await this.repository.deleteTag(modelId, key)))
      throw notFound(`No tag with key ${pythonRepr(key)} found for model with ID ${pythonRepr(modelId)}.`);
  }

  private async require(modelId: string): Promise<void> {
    if (!(await this.repository.exists(modelId))) throw missing(modelId);
  }

  private found(modelId: string, json: string | undefined): string {
    if (json === undefined) throw missing(modelId);
    return json;
  }
}

function checkName(name: string): void {
  if (!/[/:.%"']/.test(name)) return;
  throw invalidParameter(
    `Invalid model name (${pythonRepr(name)}) provided. Model name must be a non-empty string and cannot contain the ` +
      `following characters: ('/', ':', '.', '%', '"', "'")`,
  );
}

function missing(modelId: string): MlflowError {
  return notFound(`Logged model with ID '${modelId}' not found.`);
}

function pairs(list: readonly KeyValue[]): [string, string][] {
  return list.map(({ key = '', value = '' }) => [key, value]);
}

function refuseRepeated(why: string): (error: unknown) => never {
  return (error) => {
    throw isUniqueViolation(error)
      ? new MlflowError('BAD_REQUEST', `A parameter or tag cannot be added: ${why}.`)
      : error;
  };
}
