import { Controller } from '@nestjs/common';
import { GetOnlineScoringConfigs, UpsertOnlineScoringConfig } from '@millrace/contracts/tracking/scorers';
import { isArray, isString, isStringArray, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import type { OnlineScoringConfig } from './online-scoring.repository.ts';
import { OnlineScoringService } from './online-scoring.service.ts';

const SCORERS = '/api/3.0/mlflow/scorers';

@Controller()
export class OnlineScoringController {
  constructor(private readonly scoring: OnlineScoringService) {}

  @Endpoint('GET', `${SCORERS}/online-configs`, allow('read', 'scorer'))
  async get(
    @Wire(GetOnlineScoringConfigs, { scorer_ids: [required, isArray, isStringArray] })
    request: MessageOf<typeof GetOnlineScoringConfigs>,
  ): Promise<object> {
    return { configs: (await this.scoring.ofScorers(request.scorer_ids)).map(render) };
  }

  @Endpoint('PUT', `${SCORERS}/online-config`, allow('update', 'scorer'))
  async set(
    @Wire(UpsertOnlineScoringConfig, {
      experiment_id: [required, isString],
      name: [required, isString],
      sample_rate: [required],
    })
    request: MessageOf<typeof UpsertOnlineScoringConfig>,
  ): Promise<object> {
    const { experiment_id: experimentId = '', name = '', sample_rate: rate = null } = request;
    return {
      config: render(await this.scoring.set(experimentId, name, rate, request.filter_string ?? null)),
    };
  }
}

function render(config: OnlineScoringConfig): object {
  return {
    online_scoring_config_id: config.config_id,
    scorer_id: config.scorer_id,
    sample_rate: config.sample_rate,
    experiment_id: String(config.experiment_id),
    ...(config.filter_string !== null && { filter_string: config.filter_string }),
  };
}
