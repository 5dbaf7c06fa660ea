import { Controller } from '@nestjs/common';
import { SearchLoggedModels } from '@millrace/contracts/tracking/logged-models';
import { isArray, isIntlike, isString, isStringArray, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { SearchLoggedModelsService } from './search-logged-models.service.ts';

@Controller()
export class SearchLoggedModelsController {
  constructor(private readonly models: SearchLoggedModelsService) {}

  @Endpoint('POST', '/api/2.0/mlflow/logged-models/search', allow('read', 'experiment'))
  async search(
    @Wire(SearchLoggedModels, {
      experiment_ids: [isArray, isStringArray, required],
      filter: [isString],
      datasets: [isArray],
      max_results: [isIntlike],
      order_by: [isArray],
      page_token: [isString],
    })
    request: MessageOf<typeof SearchLoggedModels>,
  ): Promise<string> {
    return this.models.search(request);
  }
}
