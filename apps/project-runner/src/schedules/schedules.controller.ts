import { Controller, HttpCode, Param } from '@nestjs/common';
import {
  CreateProjectSchedule,
  TriggerProjectSchedule,
  UpdateProjectSchedule,
} from '@millrace/contracts/projects/project-schedules';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { JsonBody } from '@millrace/service-kit/http/json-body';
import { allow } from '@millrace/service-kit/security/access';
import { projectRunReply } from '../project-runs/project-run-reply.ts';
import { scheduleReply } from './schedule-reply.ts';
import { SchedulesService } from './schedules.service.ts';

const ROUTE = '/api/millrace/project-schedules';
const READ = allow('read', 'run');
const UPDATE = allow('update', 'run');

@Controller()
export class SchedulesController {
  constructor(private readonly schedules: SchedulesService) {}

  @HttpCode(201)
  @Endpoint('POST', ROUTE, UPDATE, {
    creates: 'elsewhere',
    summary: 'Runs a project again and again, as a cron says.',
  })
  async create(@JsonBody(CreateProjectSchedule) request: CreateProjectSchedule): Promise<object> {
    return { project_schedule: scheduleReply(await this.schedules.create(request)) };
  }

  @Endpoint('GET', ROUTE, READ, { summary: 'The schedules of projects, the newest first.' })
  async list(): Promise<object> {
    return { project_schedules: (await this.schedules.list()).map(scheduleReply) };
  }

  @Endpoint('GET', `${ROUTE}/:schedule_id`, READ, { summary: 'A schedule of a project.' })
  async get(@Param('schedule_id') scheduleId: string): Promise<object> {
    return { project_schedule: scheduleReply(await this.schedules.get(scheduleId)) };
  }

  @Endpoint('PATCH', `${ROUTE}/:schedule_id`, UPDATE, {
    summary: 'Changes a schedule, pauses it, or lets it go on.',
  })
  async update(
    @Param('schedule_id') scheduleId: string,
    @JsonBody(UpdateProjectSchedule) changes: UpdateProjectSchedule,
  ): Promise<object> {
    return { project_schedule: scheduleReply(await this.schedules.update(scheduleId, changes)) };
  }

  @Endpoint('DELETE', `${ROUTE}/:schedule_id`, allow('delete', 'run'), {
    summary: 'Ends a schedule; its runs stay.',
  })
  async delete(@Param('schedule_id') scheduleId: string): Promise<object> {
    await this.schedules.delete(scheduleId);
    return {};
  }

  @HttpCode(201)
  @Endpoint('POST', `${ROUTE}/:schedule_id/trigger`, UPDATE, {
    creates: 'elsewhere',
    summary: 'Queues a run of a schedule now, whenever it is due.',
  })
  async trigger(
    @Param('schedule_id') scheduleId: string,
    @JsonBody(TriggerProjectSchedule) changes: TriggerProjectSchedule,
  ): Promise<object> {
    return { project_run: projectRunReply(await this.schedules.trigger(scheduleId, changes)) };
  }
}
