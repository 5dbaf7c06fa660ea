import { Controller, Param, Query } from '@nestjs/common';
import {
  CreateLoggedModel,
  FinalizeLoggedModel,
  LogLoggedModelParamsRequest,
  SetLoggedModelTags,
} from '@millrace/contracts/tracking/logged-models';
import { isArray, isIntlike, isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { LoggedModelsService } from './logged-models.service.ts';

const MODELS = '/api/2.0/mlflow/logged-models';

@Controller()
export class LoggedModelsController {
  constructor(private readonly models: LoggedModelsService) {}

  @Endpoint('POST', MODELS, allow('update', 'experiment'), { creates: 'in-transaction' })
  async create(
    @Wire(CreateLoggedModel, {
      experiment_id: [isString, required],
      name: [isString],
      model_type: [isString],
      source_run_id: [isString],
      params: [isArray],
      tags: [isArray],
    })
    request: MessageOf<typeof CreateLoggedModel>,
  ): Promise<string> {
    return `{"model":${await this.models.create(request)}}`;
  }

  @Endpoint('GET', `${MODELS}/:model_id`, allow('read', 'logged-model'))
  async get(
    @Param('model_id') modelId: string,
    @Query('allow_deleted') allowDeleted: string | readonly string[] | undefined,
  ): Promise<string> {
    const allowed = typeof allowDeleted === 'string' ? allowDeleted : allowDeleted?.[0];
    return `{"model":${await this.models.get(modelId, allowed?.toLowerCase() === 'true')}}`;
  }

  /** The model that the body names is meant, not the path's, as in MLflow. */
  @Endpoint('PATCH', `${MODELS}/:model_id`, allow('update', 'logged-model'))
  async finalize(
    @Wire(FinalizeLoggedModel, { model_id: [isString, required], status: [isIntlike, required] })
    request: MessageOf<typeof FinalizeLoggedModel>,
  ): Promise<string> {
    return `{"model":${await this.models.finalize(request.model_id ?? '', request.status)}}`;
  }

  @Endpoint('DELETE', `${MODELS}/:model_id`, allow('delete', 'logged-model'))
  async delete(@Param('model_id') modelId: string): Promise<object> {
    await this.models.delete(modelId);
    return {};
  }

  @Endpoint('POST', `${MODELS}/:model_id/params`, allow('update', 'logged-model'), {
    creates: 'in-transaction',
  })
  async logParams(
    @Param('model_id') modelId: string,
    @Wire(LogLoggedModelParamsRequest, { model_id: [isString, required], params: [isArray] })
    request: MessageOf<typeof LogLoggedModelParamsRequest>,
  ): Promise<object> {
    await this.models.logParams(modelId, request.params);
    return {};
  }

  @Endpoint('PATCH', `${MODELS}/:model_id/tags`, allow('update', 'logged-model'))
  async setTags(
    @Param('model_id') modelId: string,
    @Wire(SetLoggedModelTags, { tags: [isArray] }) request: MessageOf<typeof SetLoggedModelTags>,
  ): Promise<object> {
    await this.models.setTags(modelId, request.tags);
    return {};
  }

  @Endpoint('DELETE', `${MODELS}/:model_id/tags/:tag_key`, allow('update', 'logged-model'))
  async deleteTag(@Param('model_id') modelId: string, @Param('tag_key') key: string): Promise<object> {
    await this.models.deleteTag(modelId, key);
    return {};
  }
}
