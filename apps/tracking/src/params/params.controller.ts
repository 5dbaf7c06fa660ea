import { Controller, Req } from '@nestjs/common';
import { LogParam } from '@millrace/contracts/tracking/runs';
import { isString, required, type Checks } from '@millrace/contracts/wire/checks';
import type { WireRequest } from '@millrace/service-kit/http/body';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { readWire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { ParamsService } from './params.service.ts';

const CHECKS: Checks = { run_id: [required, isString], key: [required, isString], value: [isString] };

@Controller()
export class ParamsController {
  constructor(private readonly params: ParamsService) {}

  @Endpoint('POST', '/api/2.0/mlflow/runs/log-parameter', allow('update', 'run'), { direct: true })
  async log(@Req() httpRequest: WireRequest): Promise<string> {
    const { run_id, run_uuid, key = '', value = '' } = readWire(LogParam, httpRequest, CHECKS);
    await this.params.log(run_id || run_uuid || '', key, value);
    return '{}';
  }
}
