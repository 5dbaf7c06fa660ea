import { Controller } from '@nestjs/common';
import { CalculateTraceFilterCorrelation } from '@millrace/contracts/tracking/traces';
import { isArray, isString, isStringArray, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { CorrelationService } from './correlation.service.ts';

@Controller()
export class CorrelationController {
  constructor(private readonly correlation: CorrelationService) {}

  @Endpoint('POST', '/api/3.0/mlflow/traces/calculate-filter-correlation', allow('read', 'trace'))
  async correlate(
    @Wire(CalculateTraceFilterCorrelation, {
      experiment_ids: [isArray, required, isStringArray],
      filter_string1: [isString, required],
      filter_string2: [isString, required],
      base_filter: [isString],
    })
    request: MessageOf<typeof CalculateTraceFilterCorrelation>,
  ): Promise<object> {
    const { filter_string1: first = '', filter_string2: second = '' } = request;
    const found = await this.correlation.correlate(
      request.experiment_ids,
      first,
      second,
      request.base_filter,
    );
    return {
      ...(found.npmi !== null && { npmi: found.npmi }),
      ...(found.smoothed !== null && { npmi_smoothed: found.smoothed }),
      filter1_count: found.first,
      filter2_count: found.second,
      joint_count: found.joint,
      total_count: found.total,
    };
  }
}
