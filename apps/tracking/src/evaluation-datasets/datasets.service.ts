import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MlflowError, notFound } from '@millrace/contracts/errors';
import type { CreateDataset } from '@millrace/contracts/tracking/evaluation-datasets';
import { parseExperimentId } from '@millrace/contracts/tracking/experiment-id';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Database } from '@millrace/database/database';
import { columnValue, readNewTags, readTagUpdates, userOf } from './dataset-tags.ts';
import { DatasetsRepository } from './datasets.repository.ts';
import { digestOf, type EvaluationDatasetRow, renderDataset, tagsText } from './evaluation-dataset.ts';

@Injectable()
export class DatasetsService {
  constructor(
    private readonly database: Database,
    private readonly datasets: DatasetsRepository,
  ) {}

  /** Creates a dataset and returns its JSON. Names need not be unique, nor experiments exist, as in MLflow. */
  async create(request: MessageOf<typeof CreateDataset>): Promise<object> {
    const given = readNewTags(request.tags);
    const tags = Object.entries(given).map(([key, value]) => [key, columnValue(value)] as const);
    const nowMs = Date.now();
    const name = request.name ?? '';
    const user = userOf(given);
    const row = {
      dataset_id: `d-${randomUUID().replaceAll('-', '')}`,
      name,
      digest: digestOf(name, nowMs),
      created_ms: nowMs,
      created_by: user,
    };
    await this.database.transaction(async (transaction) => {
      await this.datasets.insert(transaction, row);
      await this.datasets.upsertTags(transaction, row.dataset_id, tags);
      await this.datasets.addExperiments(transaction, row.dataset_id, request.experiment_ids);
    });
    const stored = { ...row, schema: null, profile: null, updated_ms: nowMs, updated_by: user, tags };
    const { experiment_ids: experiments } = request;
    return renderDataset(stored, {
      tags: tagsText(given),
      ...(experiments.length > 0 && { experiment_ids: experiments }),
    });
  }

  async get(datasetId: string): Promise<EvaluationDatasetRow> {
    const dataset = await this.datasets.find(datasetId);
    if (dataset === undefined) throw notFound(`Evaluation dataset with id '${datasetId}' not found`);
    return dataset;
  }

  /** Deleting what is not there is no error; nor is it for tags. */
  async delete(datasetId: string): Promise<void> {
    await this.datasets.delete(datasetId);
  }

  async setTags(datasetId: string, text: string): Promise<void> {
    const tags = readTagUpdates(text);
    if ((await this.datasets.find(datasetId)) === undefined)
      throw notFound(`Could not find evaluation dataset with ID ${datasetId}`);
    await this.datasets.upsertTags(this.database, datasetId, tags);
  }

  async deleteTag(datasetId: string, key: string): Promise<void> {
    await this.datasets.deleteTag(datasetId, key);
  }

  async experimentIds(datasetId: string): Promise<string[]> {
    return this.datasets.experimentIds(datasetId);
  }

  /** Adds the dataset to experiments, which must exist (404). */
  async addToExperiments(datasetId: string, experimentIds: readonly string[]): Promise<EvaluationDatasetRow> {
    await this.require(datasetId);
    const numbers = experimentIds.map(numberOf);
    const known = await this.datasets.knownExperiments(numbers);
    for (const [index, id] of experimentIds.entries())
      if (!known.has(numbers[index] ?? -1)) throw notFound(`No Experiment with id=${id}`);
    await this.database.transaction(async (transaction) => {
      await this.datasets.addExperiments(transaction, datasetId, experimentIds);
      await this.datasets.touch(transaction, datasetId, Date.now());
    });
    return this.require(datasetId);
  }

  /** Takes the dataset out of experiments; those that do not have it are passed over. */
  async removeFromExperiments(
    datasetId: string,
    experimentIds: readonly string[],
  ): Promise<EvaluationDatasetRow> {
    await this.require(datasetId);
    await this.database.transaction(async (transaction) => {
      if (await this.datasets.removeExperiments(transaction, datasetId, experimentIds))
        await this.datasets.touch(transaction, datasetId, Date.now());
    });
    return this.require(datasetId);
  }

  private async require(datasetId: string): Promise<EvaluationDatasetRow> {
    const dataset = await this.datasets.find(datasetId);
    if (dataset === undefined) throw notFound(`Dataset '${datasetId}' not found`);
    return dataset;
  }
}

/** An experiment's number; -1, which none has, for whatever is no number. */
function numberOf(experimentId: string): number {
  try {
    return parseExperimentId(experimentId);
  } catch (error) {
    if (error instanceof MlflowError) return -1;
    throw error;
  }
}
