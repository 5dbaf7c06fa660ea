import { Controller } from '@nestjs/common';
import {
  CreateRegisteredModel,
  DeleteRegisteredModel,
  GetLatestVersions,
  GetRegisteredModel,
  RenameRegisteredModel,
  SearchRegisteredModels,
  UpdateRegisteredModel,
} from '@millrace/contracts/registry/registered-models';
import {
  atMost,
  isArray,
  isIntlike,
  isString,
  isStringArray,
  required,
} from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { RegisteredModelSearch } from './registered-model-search.ts';
import { RegisteredModelsService } from './registered-models.service.ts';

const PATH = '/api/2.0/mlflow/registered-models';
const NAME = { name: [isString, required] };
const LATEST = { ...NAME, stages: [isArray, isStringArray] };

@Controller()
export class RegisteredModelsController {
  constructor(
    private readonly models: RegisteredModelsService,
    private readonly search: RegisteredModelSearch,
  ) {}

  @Endpoint('POST', `${PATH}/create`, allow('update', 'registered-model'), { creates: 'in-transaction' })
  async create(
    @Wire(CreateRegisteredModel, { ...NAME, tags: [isArray], description: [isString] })
    { name = '', description = '', tags }: MessageOf<typeof CreateRegisteredModel>,
  ): Promise<string> {
    return reply(await this.models.create(name, description, tags));
  }

  @Endpoint('GET', `${PATH}/get`, allow('read', 'registered-model'))
  async get(@Wire(GetRegisteredModel, NAME) request: MessageOf<typeof GetRegisteredModel>): Promise<string> {
    return reply(await this.models.get(request.name ?? ''));
  }

  @Endpoint('PATCH', `${PATH}/update`, allow('update', 'registered-model'))
  async update(
    @Wire(UpdateRegisteredModel, { ...NAME, description: [isString] })
    { name = '', description = '' }: MessageOf<typeof UpdateRegisteredModel>,
  ): Promise<string> {
    return reply(await this.models.update(name, description));
  }

  @Endpoint('POST', `${PATH}/rename`, allow('update', 'registered-model'))
  async rename(
    @Wire(RenameRegisteredModel, { ...NAME, new_name: [isString, required] })
    request: MessageOf<typeof RenameRegisteredModel>,
  ): Promise<string> {
    return reply(await this.models.rename(request.name ?? '', request.new_name ?? ''));
  }

  @Endpoint('DELETE', `${PATH}/delete`, allow('delete', 'registered-model'))
  async remove(
    @Wire(DeleteRegisteredModel, NAME) request: MessageOf<typeof DeleteRegisteredModel>,
  ): Promise<object> {
    await this.models.remove(request.name ?? '');
    return {};
  }

  @Endpoint('GET', `${PATH}/search`, allow('read', 'registered-model'))
  find(
    @Wire(SearchRegisteredModels, {
      filter: [isString],
      max_results: [isIntlike, atMost(1000)],
      order_by: [isArray, isStringArray],
      page_token: [isString],
    })
    request: MessageOf<typeof SearchRegisteredModels>,
  ): Promise<string> {
    return this.search.find(request);
  }

  @Endpoint('GET', `${PATH}/get-latest-versions`, allow('read', 'registered-model'))
  latestVersions(
    @Wire(GetLatestVersions, LATEST) request: MessageOf<typeof GetLatestVersions>,
  ): Promise<string> {
    return this.latest(request);
  }

  @Endpoint('POST', `${PATH}/get-latest-versions`, allow('read', 'registered-model'))
  postLatestVersions(
    @Wire(GetLatestVersions, LATEST) request: MessageOf<typeof GetLatestVersions>,
  ): Promise<string> {
    return this.latest(request);
  }

  private async latest(request: MessageOf<typeof GetLatestVersions>): Promise<string> {
    const versions = await this.models.latestVersions(request.name ?? '', request.stages);
    return versions.length === 0 ? '{}' : `{"model_versions":[${versions.join(',')}]}`;
  }
}

function reply(model: string): string {
  return `{"registered_model":${model}}`;
}
