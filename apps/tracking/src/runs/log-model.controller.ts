import { Controller } from '@nestjs/common';
import { LogModel } from '@millrace/contracts/tracking/runs';
import { isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { LogModelService } from './log-model.service.ts';

@Controller()
export class LogModelController {
  constructor(private readonly models: LogModelService) {}

  /** What clients before logged models tell of a model: it becomes part of a tag of the run. */
  @Endpoint('POST', '/api/2.0/mlflow/runs/log-model', allow('update', 'run'), { creates: 'in-transaction' })
  async log(
    @Wire(LogModel, { run_id: [isString, required], model_json: [isString, required] })
    { run_id = '', model_json = '' }: MessageOf<typeof LogModel>,
  ): Promise<object> {
    await this.models.log(run_id, model_json);
    return {};
  }
}
