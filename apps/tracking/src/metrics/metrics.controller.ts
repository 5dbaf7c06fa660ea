import { Controller, Req } from '@nestjs/common';
import { LogMetric } from '@millrace/contracts/tracking/metrics';
import { isFloatlike, isIntlike, isString, required, type Checks } from '@millrace/contracts/wire/checks';
import type { WireRequest } from '@millrace/service-kit/http/body';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { readWire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { MetricsService } from './metrics.service.ts';

const CHECKS: Checks = {
  run_id: [required, isString],
  key: [required, isString],
  value: [required, isFloatlike],
  timestamp: [isIntlike, required],
  step: [isIntlike],
  model_id: [isString],
  dataset_name: [isString],
  dataset_digest: [isString],
};

@Controller()
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Endpoint('POST', '/api/2.0/mlflow/runs/log-metric', allow('update', 'run'), { direct: true })
  async log(@Req() httpRequest: WireRequest): Promise<string> {
    const request = readWire(LogMetric, httpRequest, CHECKS);
    await this.metrics.log(request.run_id || request.run_uuid || '', request);
    return '{}';
  }
}
