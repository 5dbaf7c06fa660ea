import { Controller, Param } from '@nestjs/common';
import {
  DeleteTraceTag,
  DeleteTraceTagV3,
  SetTraceTag,
  SetTraceTagV3,
} from '@millrace/contracts/tracking/traces';
import { isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { TracesService } from './traces.service.ts';

const V2 = '/api/2.0/mlflow/traces/:trace_id/tags';
const V3 = '/api/3.0/mlflow/traces/:trace_id/tags';
const SET = { key: [isString, required], value: [isString] };
const DELETE = { key: [isString, required] };

/** Tags of traces: both versions of the API mean the same. */
@Controller()
export class TraceTagsController {
  constructor(private readonly traces: TracesService) {}

  @Endpoint('PATCH', V2, allow('update', 'trace'))
  async setV2(
    @Param('trace_id') traceId: string,
    @Wire(SetTraceTag, SET) request: MessageOf<typeof SetTraceTag>,
  ): Promise<object> {
    return this.set(traceId, request);
  }

  @Endpoint('PATCH', V3, allow('update', 'trace'))
  async set(
    @Param('trace_id') traceId: string,
    @Wire(SetTraceTagV3, SET) request: MessageOf<typeof SetTraceTagV3>,
  ): Promise<object> {
    await this.traces.setTag(traceId, request.key ?? '', request.value ?? '');
    return {};
  }

  @Endpoint('DELETE', V2, allow('update', 'trace'))
  async deleteV2(
    @Param('trace_id') traceId: string,
    @Wire(DeleteTraceTag, DELETE) request: MessageOf<typeof DeleteTraceTag>,
  ): Promise<object> {
    return this.delete(traceId, request);
  }

  @Endpoint('DELETE', V3, allow('update', 'trace'))
  async delete(
    @Param('trace_id') traceId: string,
    @Wire(DeleteTraceTagV3, DELETE) request: MessageOf<typeof DeleteTraceTagV3>,
  ): Promise<object> {
    await this.traces.deleteTag(traceId, request.key ?? '');
    return {};
  }
}
