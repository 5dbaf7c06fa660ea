import { Controller } from '@nestjs/common';
import { LogInputs, LogOutputs } from '@millrace/contracts/tracking/inputs';
import { isArray, isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { InputsService } from './inputs.service.ts';

@Controller()
export class InputsController {
  constructor(private readonly inputs: InputsService) {}

  @Endpoint('POST', '/api/2.0/mlflow/runs/log-inputs', allow('update', 'run'))
  async logInputs(
    @Wire(LogInputs, { run_id: [required, isString], datasets: [isArray], models: [isArray] })
    request: MessageOf<typeof LogInputs>,
  ): Promise<object> {
    await this.inputs.logInputs(request);
    return {};
  }

  @Endpoint('POST', '/api/2.0/mlflow/runs/outputs', allow('update', 'run'))
  async logOutputs(
    @Wire(LogOutputs, { run_id: [required, isString], models: [required, isArray] })
    request: MessageOf<typeof LogOutputs>,
  ): Promise<object> {
    await this.inputs.logOutputs(request);
    return {};
  }
}
