import { Controller } from '@nestjs/common';
import { DeleteModelVersionTag, SetModelVersionTag } from '@millrace/contracts/registry/model-versions';
import { isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { ModelVersionTagsService } from './model-version-tags.service.ts';

const KEY = { name: [isString, required], version: [isString, required], key: [isString, required] };

@Controller()
export class ModelVersionTagsController {
  constructor(private readonly tags: ModelVersionTagsService) {}

  @Endpoint('POST', '/api/2.0/mlflow/model-versions/set-tag', allow('update', 'registered-model'))
  async set(
    @Wire(SetModelVersionTag, { ...KEY, value: [isString] })
    { name = '', version = '', key = '', value = '' }: MessageOf<typeof SetModelVersionTag>,
  ): Promise<object> {
    await this.tags.set(name, version, key, value);
    return {};
  }

  @Endpoint('DELETE', '/api/2.0/mlflow/model-versions/delete-tag', allow('update', 'registered-model'))
  async remove(
    @Wire(DeleteModelVersionTag, KEY)
    { name = '', version = '', key = '' }: MessageOf<typeof DeleteModelVersionTag>,
  ): Promise<object> {
    await this.tags.remove(name, version, key);
    return {};
  }
}
