import { Controller, Req } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import { SearchExperiments } from '@millrace/contracts/tracking/experiments';
import { SearchDatasets } from '@millrace/contracts/tracking/inputs';
import { type Checks, isArray, isIntlike, isString } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import type { FastifyRequest } from 'fastify';
import { allow } from '@millrace/service-kit/security/access';
import { SearchDatasetsService } from './search-datasets.service.ts';
import { SearchExperimentsService } from './search-experiments.service.ts';

const CHECKS: Checks = {
  view_type: [isIntlike],
  max_results: [isIntlike],
  order_by: [isArray],
  filter: [isString],
  page_token: [isString],
};

@Controller()
export class SearchExperimentsController {
  constructor(
    private readonly experiments: SearchExperimentsService,
    private readonly datasets: SearchDatasetsService,
  ) {}

  @Endpoint('POST', '/api/2.0/mlflow/experiments/search', allow('read', 'experiment'))
  async post(@Wire(SearchExperiments, CHECKS) request: MessageOf<typeof SearchExperiments>): Promise<object> {
    return this.experiments.search(request);
  }

  @Endpoint('GET', '/api/2.0/mlflow/experiments/search', allow('read', 'experiment'))
  async get(@Wire(SearchExperiments, CHECKS) request: MessageOf<typeof SearchExperiments>): Promise<object> {
    return this.experiments.search(request);
  }

  /** MLflow has this for its web interface alone: below `/ajax-api`, and nowhere else. */
  @Endpoint('POST', '/api/2.0/mlflow/experiments/search-datasets', allow('read', 'experiment'))
  async searchDatasets(
    @Wire(SearchDatasets) request: MessageOf<typeof SearchDatasets>,
    @Req() { originalUrl }: FastifyRequest,
  ): Promise<object> {
    if (!originalUrl.startsWith('/ajax-api/'))
      throw new MlflowError(
        'ENDPOINT_NOT_FOUND',
        'Datasets are searched at /ajax-api/2.0/mlflow/experiments/search-datasets.',
      );
    return this.datasets.search(request.experiment_ids);
  }
}
