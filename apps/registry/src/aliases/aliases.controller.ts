import { Controller } from '@nestjs/common';
import {
  DeleteRegisteredModelAlias,
  GetModelVersionByAlias,
  SetRegisteredModelAlias,
} from '@millrace/contracts/registry/registered-models';
import { isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { ModelVersionsService } from '../model-versions/model-versions.service.ts';
import { AliasesService } from './aliases.service.ts';

const PATH = '/api/2.0/mlflow/registered-models/alias';
const ALIAS = { name: [isString, required], alias: [isString, required] };

@Controller()
export class AliasesController {
  constructor(
    private readonly aliases: AliasesService,
    private readonly versions: ModelVersionsService,
  ) {}

  @Endpoint('POST', PATH, allow('update', 'registered-model'))
  async set(
    @Wire(SetRegisteredModelAlias, { ...ALIAS, version: [isString, required] })
    { name = '', alias = '', version = '' }: MessageOf<typeof SetRegisteredModelAlias>,
  ): Promise<object> {
    await this.aliases.set(name, alias, version);
    return {};
  }

  @Endpoint('DELETE', PATH, allow('update', 'registered-model'))
  async remove(
    @Wire(DeleteRegisteredModelAlias, ALIAS)
    { name = '', alias = '' }: MessageOf<typeof DeleteRegisteredModelAlias>,
  ): Promise<object> {
    await this.aliases.remove(name, alias);
    return {};
  }

  @Endpoint('GET', PATH, allow('read', 'registered-model'))
  async get(
    @Wire(GetModelVersionByAlias, ALIAS)
    { name = '', alias = '' }: MessageOf<typeof GetModelVersionByAlias>,
  ): Promise<string> {
    return `{"model_version":${await this.versions.getByAlias(name, alias)}}`;
  }
}
