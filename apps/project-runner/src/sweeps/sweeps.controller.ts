import { Controller, HttpCode, Param } from '@nestjs/common';
import { CreateProjectSweep } from '@millrace/contracts/projects/project-sweeps';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { JsonBody } from '@millrace/service-kit/http/json-body';
import { allow } from '@millrace/service-kit/security/access';
import { sweepReply } from './sweep-reply.ts';
import { SweepsService } from './sweeps.service.ts';

const ROUTE = '/api/millrace/project-sweeps';
const READ = allow('read', 'run');
const UPDATE = allow('update', 'run');

@Controller()
export class SweepsController {
  constructor(private readonly sweeps: SweepsService) {}

  @HttpCode(201)
  @Endpoint('POST', ROUTE, UPDATE, {
    creates: 'elsewhere',
    summary:
      'Runs a project with many parameters: a grid of them, or a random choice, below one tracked run.',
  })
  async create(@JsonBody(CreateProjectSweep) request: CreateProjectSweep): Promise<object> {
    return { project_sweep: sweepReply(await this.sweeps.create(request)) };
  }

  @Endpoint('GET', ROUTE, READ, { summary: 'The sweeps of projects, the newest first.' })
  async list(): Promise<object> {
    return { project_sweeps: (await this.sweeps.list()).map(sweepReply) };
  }

  @Endpoint('GET', `${ROUTE}/:sweep_id`, READ, {
    summary: 'A sweep, with how far its runs are and which is the best.',
  })
  async get(@Param('sweep_id') sweepId: string): Promise<object> {
    return { project_sweep: sweepReply(await this.sweeps.get(sweepId)) };
  }

  @Endpoint('POST', `${ROUTE}/:sweep_id/cancel`, UPDATE, {
    summary: 'Submits no more runs of a sweep, and ends those that wait or go on.',
  })
  async cancel(@Param('sweep_id') sweepId: string): Promise<object> {
    return { project_sweep: sweepReply(await this.sweeps.cancel(sweepId)) };
  }
}
