import { Controller, Header, HttpCode, Param } from '@nestjs/common';
import {
  CreateDeployment,
  ListDeployments,
  ReadDeploymentLogs,
  ScaleDeployment,
  UpdateDeployment,
} from '@millrace/contracts/serving/deployments';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { JsonBody, QueryOf } from '@millrace/service-kit/http/json-body';
import { allow } from '@millrace/service-kit/security/access';
import { Clusters } from '../cluster/clusters.ts';
import { DeploymentLogs } from '../rollouts/deployment-logs.ts';
import { Serving } from '../traffic/serving.ts';
import { statsReply } from '../measurements/stats-reply.ts';
import { deploymentReply } from './deployment-reply.ts';
import { DeploymentsService } from './deployments.service.ts';

const ROUTE = '/api/millrace/deployments';
const READ = allow('read', 'deployment');
const UPDATE = allow('update', 'deployment');

@Controller()
export class DeploymentsController {
  constructor(
    private readonly deployments: DeploymentsService,
    private readonly logs: DeploymentLogs,
    private readonly serving: Serving,
    private readonly clusters: Clusters,
  ) {}

  @HttpCode(201)
  @Endpoint('POST', ROUTE, UPDATE, {
    creates: 'in-transaction',
    summary: 'Deploys a model under a name. It is loaded after the answer: its state tells how far it is.',
  })
  async create(@JsonBody(CreateDeployment) request: CreateDeployment): Promise<object> {
    return { deployment: deploymentReply(await this.deployments.create(request)) };
  }

  @Endpoint('GET', ROUTE, READ, { summary: 'The deployments by name, in pages.' })
  async list(@QueryOf(ListDeployments) request: ListDeployments): Promise<object> {
    const { deployments, nextToken } = await this.deployments.list(request.max_results, request.page_token);
    return {
      deployments: deployments.map(deploymentReply),
      ...(nextToken !== undefined && { next_page_token: nextToken }),
    };
  }

  @Endpoint('GET', `${ROUTE}/:name`, READ, { summary: 'A deployment, its versions and their states.' })
  async get(@Param('name') name: string): Promise<object> {
    return { deployment: deploymentReply(await this.deployments.get(name)) };
  }

  @Endpoint('PATCH', `${ROUTE}/:name`, UPDATE, {
    summary: 'Rolls out another model, or changes how the versions are run, without a failed request.',
  })
  async update(
    @Param('name') name: string,
    @JsonBody(UpdateDeployment) request: UpdateDeployment,
  ): Promise<object> {
    return { deployment: deploymentReply(await this.deployments.update(name, request)) };
  }

  @Endpoint('DELETE', `${ROUTE}/:name`, allow('delete', 'deployment'), {
    summary: 'Takes a deployment out of service and forgets it.',
  })
  async remove(@Param('name') name: string): Promise<object> {
    await this.deployments.remove(name);
    return {};
  }

  @Endpoint('POST', `${ROUTE}/:name/scale`, UPDATE, {
    summary: 'Changes the number of workers, or of replicas in a cluster.',
  })
  async scale(
    @Param('name') name: string,
    @JsonBody(ScaleDeployment) request: ScaleDeployment,
  ): Promise<object> {
    return { deployment: deploymentReply(await this.deployments.update(name, request)) };
  }

  @Header('content-type', 'text/plain; charset=utf-8')
  @Endpoint('GET', `${ROUTE}/:name/logs`, READ, {
    summary:
      'What the replica that answers has logged of a deployment: builds, loads and what its workers print.',
  })
  async readLogs(
    @Param('name') name: string,
    @QueryOf(ReadDeploymentLogs) { tail }: ReadDeploymentLogs,
  ): Promise<string> {
    const deployment = await this.deployments.get(name);
    const text = this.logs.text(deployment.deploymentId, tail);
    return deployment.target === 'kubernetes' ? text + (await this.clusters.logs(deployment, tail)) : text;
  }

  @Endpoint('GET', `${ROUTE}/:name/stats`, READ, {
    summary: 'Requests, errors, latencies and batches of each version, of the replica that answers.',
  })
  async stats(@Param('name') name: string): Promise<object> {
    const deployment = await this.deployments.get(name);
    return statsReply(deployment, this.serving.loadedOf(deployment.deploymentId));
  }
}
