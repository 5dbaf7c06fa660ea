import { Controller } from '@nestjs/common';
import {
  CreateExperiment,
  DeleteExperiment,
  DeleteExperimentTag,
  GetExperiment,
  GetExperimentByName,
  RestoreExperiment,
  SetExperimentTag,
  UpdateExperiment,
} from '@millrace/contracts/tracking/experiments';
import { isArray, isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { experimentReply } from './experiment-reply.ts';
import { ExperimentsService } from './experiments.service.ts';

const ID = [required, isString];

@Controller()
export class ExperimentsController {
  constructor(private readonly experiments: ExperimentsService) {}

  @Endpoint('POST', '/api/2.0/mlflow/experiments/create', allow('update', 'experiment'), {
    creates: 'in-transaction',
  })
  async create(
    @Wire(CreateExperiment, { name: [required, isString], artifact_location: [isString], tags: [isArray] })
    { name = '', artifact_location = '', tags }: MessageOf<typeof CreateExperiment>,
  ): Promise<{ experiment_id: string }> {
    const given = tags.map(({ key = '', value = '' }) => ({ key, value }));
    return { experiment_id: String(await this.experiments.create(name, artifact_location, given)) };
  }

  @Endpoint('GET', '/api/2.0/mlflow/experiments/get', allow('read', 'experiment'))
  async get(
    @Wire(GetExperiment, { experiment_id: ID }) { experiment_id = '' }: MessageOf<typeof GetExperiment>,
  ): Promise<{ experiment: object }> {
    return { experiment: experimentReply(await this.experiments.get(experiment_id || '0')) };
  }

  @Endpoint('GET', '/api/2.0/mlflow/experiments/get-by-name', allow('read', 'experiment'))
  async getByName(
    @Wire(GetExperimentByName, { experiment_name: [required, isString] })
    { experiment_name = '' }: MessageOf<typeof GetExperimentByName>,
  ): Promise<{ experiment: object }> {
    return { experiment: experimentReply(await this.experiments.getByName(experiment_name)) };
  }

  @Endpoint('POST', '/api/2.0/mlflow/experiments/update', allow('update', 'experiment'))
  async update(
    @Wire(UpdateExperiment, { experiment_id: ID, new_name: [isString, required] })
    { experiment_id = '', new_name = '' }: MessageOf<typeof UpdateExperiment>,
  ): Promise<object> {
    if (new_name !== '') await this.experiments.rename(experiment_id || '0', new_name);
    return {};
  }

  @Endpoint('POST', '/api/2.0/mlflow/experiments/delete', allow('delete', 'experiment'))
  async delete(
    @Wire(DeleteExperiment, { experiment_id: ID }) { experiment_id = '' }: MessageOf<typeof DeleteExperiment>,
  ): Promise<object> {
    await this.experiments.delete(experiment_id || '0');
    return {};
  }

  @Endpoint('POST', '/api/2.0/mlflow/experiments/restore', allow('delete', 'experiment'))
  async restore(
    @Wire(RestoreExperiment, { experiment_id: ID })
    { experiment_id = '' }: MessageOf<typeof RestoreExperiment>,
  ): Promise<object> {
    await this.experiments.restore(experiment_id || '0');
    return {};
  }

  @Endpoint('POST', '/api/2.0/mlflow/experiments/set-experiment-tag', allow('update', 'experiment'))
  async setTag(
    @Wire(SetExperimentTag, { experiment_id: ID, key: [required, isString], value: [isString] })
    { experiment_id = '', key = '', value = '' }: MessageOf<typeof SetExperimentTag>,
  ): Promise<object> {
    await this.experiments.setTag(experiment_id || '0', { key, value });
    return {};
  }

  @Endpoint('POST', '/api/2.0/mlflow/experiments/delete-experiment-tag', allow('update', 'experiment'))
  async deleteTag(
    @Wire(DeleteExperimentTag, { experiment_id: ID, key: [required, isString] })
    { experiment_id = '', key = '' }: MessageOf<typeof DeleteExperimentTag>,
  ): Promise<object> {
    await this.experiments.deleteTag(experiment_id || '0', key);
    return {};
  }
}
