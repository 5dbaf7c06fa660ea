import { Controller } from '@nestjs/common';
import { CreateExperiment } from '@millrace/contracts/tracking/experiments';
import { isArray, isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { ExperimentsService } from './experiments.service.ts';

@Controller()
export class ExperimentsController {
  constructor(private readonly experiments: ExperimentsService) {}

  @Endpoint('POST', '/api/2.0/mlflow/experiments/create', allow('update', 'experiment'))
  async create(
    @Wire(CreateExperiment, { name: [required, isString], artifact_location: [isString], tags: [isArray] })
    request: MessageOf<typeof CreateExperiment>,
  ): Promise<{ experiment_id: string }> {
    return { experiment_id: await this.experiments.create(request) };
  }
}
