import { Controller, HttpCode, Param } from '@nestjs/common';
import {
  AddDeploymentVersion,
  PromoteDeployment,
  SetDeploymentTraffic,
} from '@millrace/contracts/serving/deployments';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { JsonBody } from '@millrace/service-kit/http/json-body';
import { allow } from '@millrace/service-kit/security/access';
import { deploymentReply, versionReply } from '../deployments/deployment-reply.ts';
import { TrafficService } from './traffic.service.ts';

const ROUTE = '/api/millrace/deployments/:name';
const UPDATE = allow('update', 'deployment');

/** Several versions under one name. */
@Controller()
export class TrafficController {
  constructor(private readonly traffic: TrafficService) {}

  @HttpCode(201)
  @Endpoint('POST', `${ROUTE}/versions`, UPDATE, {
    creates: 'in-transaction',
    summary:
      'Adds a canary, which answers a part of the requests, or a shadow, whose answers are compared and dropped.',
  })
  async add(
    @Param('name') name: string,
    @JsonBody(AddDeploymentVersion) request: AddDeploymentVersion,
  ): Promise<object> {
    return { version: versionReply(await this.traffic.add(name, request)) };
  }

  @Endpoint('DELETE', `${ROUTE}/versions/:version`, UPDATE, { summary: 'Takes a canary or a shadow away.' })
  async remove(@Param('name') name: string, @Param('version') version: string): Promise<object> {
    return { deployment: deploymentReply(await this.traffic.remove(name, version)) };
  }

  @Endpoint('PUT', `${ROUTE}/traffic`, UPDATE, { summary: 'Sets how requests are shared among versions.' })
  async share(
    @Param('name') name: string,
    @JsonBody(SetDeploymentTraffic) request: SetDeploymentTraffic,
  ): Promise<object> {
    return { deployment: deploymentReply(await this.traffic.share(name, request.weights)) };
  }

  @Endpoint('POST', `${ROUTE}/promote`, UPDATE, {
    summary: 'Makes a canary or a shadow the live version, in place of the one that was.',
  })
  async promote(
    @Param('name') name: string,
    @JsonBody(PromoteDeployment) request: PromoteDeployment,
  ): Promise<object> {
    return { deployment: deploymentReply(await this.traffic.promote(name, request.version)) };
  }

  @Endpoint('POST', `${ROUTE}/rollback`, UPDATE, {
    summary:
      'Drops what is being tried (candidate, canaries, shadows); with none of them, goes back to the live version before.',
  })
  async rollBack(@Param('name') name: string): Promise<object> {
    return { deployment: deploymentReply(await this.traffic.rollBack(name)) };
  }
}
