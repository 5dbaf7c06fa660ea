import { Controller } from '@nestjs/common';
import {
  CreateModelVersion,
  DeleteModelVersion,
  GetModelVersion,
  GetModelVersionDownloadUri,
  SearchModelVersions,
  TransitionModelVersionStage,
  UpdateModelVersion,
} from '@millrace/contracts/registry/model-versions';
import {
  atMost,
  isArray,
  isBool,
  isIntlike,
  isString,
  isStringArray,
  required,
} from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { ModelVersionSearch } from './model-version-search.ts';
import { ModelVersionsService } from './model-versions.service.ts';

const PATH = '/api/2.0/mlflow/model-versions';
const VERSION = { name: [isString, required], version: [isString, required] };

@Controller()
export class ModelVersionsController {
  constructor(
    private readonly versions: ModelVersionsService,
    private readonly search: ModelVersionSearch,
  ) {}

  @Endpoint('POST', `${PATH}/create`, allow('update', 'registered-model'), { creates: 'in-transaction' })
  async create(
    @Wire(CreateModelVersion, {
      name: [isString, required],
      source: [isString, required],
      run_id: [isString],
      tags: [isArray],
      run_link: [isString],
      description: [isString],
      model_id: [isString],
    })
    request: MessageOf<typeof CreateModelVersion>,
  ): Promise<string> {
    const { name = '', source = '', tags, run_id, model_id, run_link = '', description = '' } = request;
    const from = { source, runId: run_id, modelId: model_id };
    return reply(await this.versions.create({ name, ...from, tags, runLink: run_link, description }));
  }

  @Endpoint('GET', `${PATH}/get`, allow('read', 'registered-model'))
  async get(
    @Wire(GetModelVersion, VERSION) { name = '', version = '' }: MessageOf<typeof GetModelVersion>,
  ): Promise<string> {
    return reply(await this.versions.get(name, version));
  }

  @Endpoint('PATCH', `${PATH}/update`, allow('update', 'registered-model'))
  async update(
    @Wire(UpdateModelVersion, { ...VERSION, description: [isString] })
    { name = '', version = '', description }: MessageOf<typeof UpdateModelVersion>,
  ): Promise<string> {
    return reply(await this.versions.update(name, version, description));
  }

  @Endpoint('POST', `${PATH}/transition-stage`, allow('update', 'registered-model'))
  async transition(
    @Wire(TransitionModelVersionStage, {
      ...VERSION,
      stage: [isString, required],
      archive_existing_versions: [isBool],
    })
    { name = '', version = '', stage = '', ...rest }: MessageOf<typeof TransitionModelVersionStage>,
  ): Promise<string> {
    const archiveOthers = rest.archive_existing_versions ?? false;
    return reply(await this.versions.transition(name, version, stage, archiveOthers));
  }

  @Endpoint('DELETE', `${PATH}/delete`, allow('delete', 'registered-model'))
  async remove(
    @Wire(DeleteModelVersion, VERSION) { name = '', version = '' }: MessageOf<typeof DeleteModelVersion>,
  ): Promise<object> {
    await this.versions.remove(name, version);
    return {};
  }

  @Endpoint('GET', `${PATH}/search`, allow('read', 'registered-model'))
  find(
    @Wire(SearchModelVersions, {
      filter: [isString],
      max_results: [isIntlike, atMost(200_000)],
      order_by: [isArray, isStringArray],
      page_token: [isString],
    })
    request: MessageOf<typeof SearchModelVersions>,
  ): Promise<string> {
    return this.search.find(request);
  }

  @Endpoint('GET', `${PATH}/get-download-uri`, allow('read', 'registered-model'))
  async downloadUri(
    @Wire(GetModelVersionDownloadUri)
    { name = '', version = '' }: MessageOf<typeof GetModelVersionDownloadUri>,
  ): Promise<{ artifact_uri: string }> {
    return { artifact_uri: await this.versions.downloadUri(name, version) };
  }
}

function reply(version: string): string {
  return `{"model_version":${version}}`;
}
