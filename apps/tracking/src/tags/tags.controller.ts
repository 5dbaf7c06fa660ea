import { Controller, Req } from '@nestjs/common';
import { DeleteTag, SetTag } from '@millrace/contracts/tracking/runs';
import { isString, required, type Checks } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import type { WireRequest } from '@millrace/service-kit/http/body';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { readWire, Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { TagsService } from './tags.service.ts';

const CHECKS: Checks = { run_id: [required, isString], key: [required, isString], value: [isString] };

@Controller()
export class TagsController {
  constructor(private readonly tags: TagsService) {}

  @Endpoint('POST', '/api/2.0/mlflow/runs/set-tag', allow('update', 'run'), { direct: true })
  async set(@Req() httpRequest: WireRequest): Promise<string> {
    const { run_id, run_uuid, key = '', value = '' } = readWire(SetTag, httpRequest, CHECKS);
    await this.tags.set(run_id || run_uuid || '', key, value);
    return '{}';
  }

  @Endpoint('POST', '/api/2.0/mlflow/runs/delete-tag', allow('update', 'run'))
  async delete(
    @Wire(DeleteTag, { run_id: [required, isString], key: [required, isString] })
    { run_id = '', key = '' }: MessageOf<typeof DeleteTag>,
  ): Promise<object> {
    await this.tags.delete(run_id, key);
    return {};
  }
}
