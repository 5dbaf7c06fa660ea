import { Controller, Param } from '@nestjs/common';
import {
  AddDatasetToExperiments,
  CreateDataset,
  RemoveDatasetFromExperiments,
  SearchEvaluationDatasets,
  SetDatasetTags,
} from '@millrace/contracts/tracking/evaluation-datasets';
import { isArray, isIntlike, isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { DatasetsService } from './datasets.service.ts';
import { renderDataset } from './evaluation-dataset.ts';
import { SearchEvaluationDatasetsService } from './search-datasets.service.ts';

const DATASETS = '/api/3.0/mlflow/datasets';
const DATASET = `${DATASETS}/:dataset_id`;
const SEARCH = {
  experiment_ids: [isArray],
  filter_string: [isString],
  max_results: [isIntlike],
  order_by: [isArray],
  page_token: [isString],
};

@Controller()
export class DatasetsController {
  constructor(
    private readonly datasets: DatasetsService,
    private readonly searches: SearchEvaluationDatasetsService,
  ) {}

  @Endpoint('POST', `${DATASETS}/create`, allow('update', 'dataset'), { creates: 'in-transaction' })
  async create(
    @Wire(CreateDataset, { name: [required, isString], experiment_ids: [isArray], tags: [isString] })
    request: MessageOf<typeof CreateDataset>,
  ): Promise<object> {
    return { dataset: await this.datasets.create(request) };
  }

  @Endpoint('GET', `${DATASETS}/search`, allow('read', 'dataset'))
  async searchByGet(
    @Wire(SearchEvaluationDatasets, SEARCH) request: MessageOf<typeof SearchEvaluationDatasets>,
  ): Promise<object> {
    return this.search(request);
  }

  @Endpoint('POST', `${DATASETS}/search`, allow('read', 'dataset'))
  async search(
    @Wire(SearchEvaluationDatasets, SEARCH) request: MessageOf<typeof SearchEvaluationDatasets>,
  ): Promise<object> {
    const { datasets, nextPageToken } = await this.searches.search(request);
    return {
      ...(datasets.length > 0 && { datasets: datasets.map((row) => renderDataset(row)) }),
      ...(nextPageToken !== undefined && { next_page_token: nextPageToken }),
    };
  }

  @Endpoint('GET', DATASET, allow('read', 'dataset'))
  async get(@Param('dataset_id') datasetId: string): Promise<object> {
    return { dataset: renderDataset(await this.datasets.get(datasetId)) };
  }

  @Endpoint('DELETE', DATASET, allow('delete', 'dataset'))
  async delete(@Param('dataset_id') datasetId: string): Promise<object> {
    await this.datasets.delete(datasetId);
    return {};
  }

  @Endpoint('PATCH', `${DATASET}/tags`, allow('update', 'dataset'))
  async setTags(
    @Param('dataset_id') datasetId: string,
    @Wire(SetDatasetTags, { tags: [required, isString] }) request: MessageOf<typeof SetDatasetTags>,
  ): Promise<object> {
    await this.datasets.setTags(datasetId, request.tags ?? '');
    return {};
  }

  @Endpoint('DELETE', `${DATASET}/tags/:key`, allow('update', 'dataset'))
  async deleteTag(@Param('dataset_id') datasetId: string, @Param('key') key: string): Promise<object> {
    await this.datasets.deleteTag(datasetId, key);
    return {};
  }

  @Endpoint('GET', `${DATASET}/experiment-ids`, allow('read', 'dataset'))
  async experimentIds(@Param('dataset_id') datasetId: string): Promise<object> {
    const experimentIds = await this.datasets.experimentIds(datasetId);
    return experimentIds.length > 0 ? { experiment_ids: experimentIds } : {};
  }

  @Endpoint('POST', `${DATASET}/add-experiments`, allow('update', 'dataset'))
  async addToExperiments(
    @Param('dataset_id') datasetId: string,
    @Wire(AddDatasetToExperiments, { experiment_ids: [isArray] })
    request: MessageOf<typeof AddDatasetToExperiments>,
  ): Promise<object> {
    return {
      dataset: renderDataset(await this.datasets.addToExperiments(datasetId, request.experiment_ids)),
    };
  }

  @Endpoint('POST', `${DATASET}/remove-experiments`, allow('update', 'dataset'))
  async removeFromExperiments(
    @Param('dataset_id') datasetId: string,
    @Wire(RemoveDatasetFromExperiments, { experiment_ids: [isArray] })
    request: MessageOf<typeof RemoveDatasetFromExperiments>,
  ): Promise<object> {
    const dataset = await this.datasets.removeFromExperiments(datasetId, request.experiment_ids);
    return { dataset: renderDataset(dataset) };
  }
}
