import { Controller, Req } from '@nestjs/common';
import {
  DeleteScorer,
  GetScorer,
  ListScorers,
  ListScorerVersions,
  RegisterScorer,
} from '@millrace/contracts/tracking/scorers';
import { isArray, isIntlike, isString, isStringArray, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyRequest } from 'fastify';
import { hasRawField } from '../traces/raw-field.ts';
import { renderListedScorer, renderScorer } from './scorer.ts';
import { ScorersService } from './scorers.service.ts';

const SCORERS = '/api/3.0/mlflow/scorers';
const NAMED = { experiment_id: [required, isString], name: [required, isString] };
const VERSION = { ...NAMED, version: [isIntlike] };

@Controller()
export class ScorersController {
  constructor(private readonly scorers: ScorersService) {}

  @Endpoint('POST', `${SCORERS}/register`, allow('update', 'experiment'), { creates: 'in-transaction' })
  async register(
    @Wire(RegisterScorer, { ...NAMED, serialized_scorer: [required, isString] })
    request: MessageOf<typeof RegisterScorer>,
  ): Promise<object> {
    const { experiment_id: experimentId = '', name = '', serialized_scorer: serialized = '' } = request;
    const scorer = await this.scorers.register(experimentId, name, serialized);
    return {
      version: scorer.version,
      scorer_id: scorer.scorer_id,
      experiment_id: String(scorer.experiment_id),
      name: scorer.name,
      serialized_scorer: scorer.serialized_scorer,
      creation_time: scorer.created_ms,
    };
  }

  @Endpoint('GET', `${SCORERS}/list`, allow('read', 'scorer'))
  async list(
    @Wire(ListScorers, { experiment_id: [isString], experiment_ids: [isArray, isStringArray] })
    request: MessageOf<typeof ListScorers>,
    @Req() http: FastifyRequest,
  ): Promise<object> {
    const several = hasRawField(http, ['experiment_ids', 'experimentIds']);
    const scorers = await this.scorers.list(
      request.experiment_id ?? '',
      several ? request.experiment_ids : undefined,
    );
    return scorers.length > 0 ? { scorers: scorers.map(renderListedScorer) } : {};
  }

  @Endpoint('GET', `${SCORERS}/versions`, allow('read', 'scorer'))
  async versions(
    @Wire(ListScorerVersions, NAMED) request: MessageOf<typeof ListScorerVersions>,
  ): Promise<object> {
    const { experiment_id: experimentId = '', name = '' } = request;
    return { scorers: (await this.scorers.versions(experimentId, name)).map(renderListedScorer) };
  }

  @Endpoint('GET', `${SCORERS}/get`, allow('read', 'scorer'))
  async get(@Wire(GetScorer, VERSION) request: MessageOf<typeof GetScorer>): Promise<object> {
    const { experiment_id: experimentId = '', name = '', version } = request;
    return { scorer: renderScorer(await this.scorers.get(experimentId, name, version)) };
  }

  @Endpoint('DELETE', `${SCORERS}/delete`, allow('delete', 'scorer'))
  async delete(@Wire(DeleteScorer, VERSION) request: MessageOf<typeof DeleteScorer>): Promise<object> {
    const { experiment_id: experimentId = '', name = '', version } = request;
    await this.scorers.delete(experimentId, name, version);
    return {};
  }
}
