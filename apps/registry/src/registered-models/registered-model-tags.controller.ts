import { Controller } from '@nestjs/common';
import {
  DeleteRegisteredModelTag,
  SetRegisteredModelTag,
} from '@millrace/contracts/registry/registered-models';
import { isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { RegisteredModelTagsService } from './registered-model-tags.service.ts';

const KEY = { name: [isString, required], key: [isString, required] };

@Controller()
export class RegisteredModelTagsController {
  constructor(private readonly tags: RegisteredModelTagsService) {}

  @Endpoint('POST', '/api/2.0/mlflow/registered-models/set-tag', allow('update', 'registered-model'))
  async set(
    @Wire(SetRegisteredModelTag, { ...KEY, value: [isString] })
    { name = '', key = '', value = '' }: MessageOf<typeof SetRegisteredModelTag>,
  ): Promise<object> {
    await this.tags.set(name, key, value);
    return {};
  }

  @Endpoint('DELETE', '/api/2.0/mlflow/registered-models/delete-tag', allow('update', 'registered-model'))
  async remove(
    @Wire(DeleteRegisteredModelTag, KEY)
    { name = '', key = '' }: MessageOf<typeof DeleteRegisteredModelTag>,
  ): Promise<object> {
    await this.tags.remove(name, key);
    return {};
  }
}
