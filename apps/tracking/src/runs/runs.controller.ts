import { Controller, Req, Res } from '@nestjs/common';
import { CreateRun, DeleteRun, GetRun, RestoreRun, UpdateRun } from '@millrace/contracts/tracking/runs';
import { isIntlike, isString, required, type Checks } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { readWire, Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { REPLAYED_HEADER } from '@millrace/service-kit/idempotency/idempotency.interceptor';
import { requireAnswer } from '@millrace/service-kit/idempotency/key-store';
import { keyedRequest } from '@millrace/service-kit/idempotency/keyed-request';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CreateRunOnce } from './create-run-once.ts';
import { runInfo } from './run-info.ts';
import { RunsService } from './runs.service.ts';

const ID = [required, isString];
const CREATE_CHECKS: Checks = { experiment_id: [isString], start_time: [isIntlike], run_name: [isString] };

@Controller()
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly once: CreateRunOnce,
  ) {}

  @Endpoint('POST', '/api/2.0/mlflow/runs/create', allow('update', 'run'), { creates: 'by-itself' })
  async create(
    @Req() httpRequest: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const keyed = keyedRequest(httpRequest);
    const message = readWire(CreateRun, httpRequest, CREATE_CHECKS);
    const request = {
      experimentId: message.experiment_id ?? '',
      userId: message.user_id ?? '',
      name: message.run_name ?? '',
      startMs: message.start_time ?? 0,
      tags: message.tags.map(({ key = '', value = '' }) => ({ key, value })),
    };
    if (keyed === undefined) return this.runs.create(request);
    const { answer, replayed } = requireAnswer(await this.once.create(request, keyed), keyed);
    if (replayed) void reply.header(REPLAYED_HEADER, 'true');
    return answer;
  }

  @Endpoint('GET', '/api/2.0/mlflow/runs/get', allow('read', 'run'))
  async get(@Wire(GetRun, { run_id: ID }) { run_id, run_uuid }: MessageOf<typeof GetRun>): Promise<string> {
    return `{"run":${await this.runs.get(run_id || run_uuid || '')}}`;
  }

  @Endpoint('POST', '/api/2.0/mlflow/runs/update', allow('update', 'run'))
  async update(
    @Wire(UpdateRun, { run_id: ID, end_time: [isIntlike], status: [isString], run_name: [isString] })
    { run_id, run_uuid, status, end_time, run_name }: MessageOf<typeof UpdateRun>,
  ): Promise<{ run_info: object }> {
    const row = await this.runs.update(run_id || run_uuid || '', {
      status,
      endMs: end_time,
      name: run_name || undefined,
    });
    return { run_info: runInfo(row) };
  }

  @Endpoint('POST', '/api/2.0/mlflow/runs/delete', allow('delete', 'run'))
  async delete(
    @Wire(DeleteRun, { run_id: ID }) { run_id = '' }: MessageOf<typeof DeleteRun>,
  ): Promise<object> {
    await this.runs.delete(run_id);
    return {};
  }

  @Endpoint('POST', '/api/2.0/mlflow/runs/restore', allow('delete', 'run'))
  async restore(
    @Wire(RestoreRun, { run_id: ID }) { run_id = '' }: MessageOf<typeof RestoreRun>,
  ): Promise<object> {
    await this.runs.restore(run_id);
    return {};
  }
}
