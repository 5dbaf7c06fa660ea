import { Controller, Param, Req } from '@nestjs/common';
import {
  BatchGetTraceInfos,
  BatchGetTraces,
  DeleteTraces,
  GetTrace,
  SearchTracesV3,
  StartTraceV3,
} from '@millrace/contracts/tracking/traces';
import {
  atMost,
  isArray,
  isBool,
  isIntlike,
  isString,
  isStringArray,
  required,
} from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyRequest } from 'fastify';
import { hasRawField } from './raw-field.ts';
import { SearchTracesService } from './search-traces.service.ts';
import { renderSpan } from './span-reply.ts';
import { StartTraceService } from './start-trace.service.ts';
import { renderTraceInfo } from './trace-info-reply.ts';
import { TracesService, type TraceWithSpans } from './traces.service.ts';

const TRACES = '/api/3.0/mlflow/traces';
const EXPERIMENT_IDS = ['experiment_ids', 'experimentIds'];
const NO_INFO = { trace_metadata: {}, tags: {}, assessments: [] };

/** Version 3 of the traces API; tags and links are in controllers of their own. */
@Controller()
export class TracesController {
  constructor(
    private readonly starts: StartTraceService,
    private readonly traces: TracesService,
    private readonly searches: SearchTracesService,
  ) {}

  @Endpoint('POST', TRACES, allow('update', 'experiment'), { creates: 'in-transaction' })
  async start(
    @Wire(StartTraceV3, { trace: [required] }) request: MessageOf<typeof StartTraceV3>,
  ): Promise<object> {
    const info = await this.starts.start(request.trace?.trace_info ?? NO_INFO);
    return { trace: { trace_info: renderTraceInfo(info) } };
  }

  @Endpoint('GET', `${TRACES}/get`, allow('read', 'trace'))
  async get(
    @Wire(GetTrace, { trace_id: [isString, required], allow_partial: [isBool] })
    request: MessageOf<typeof GetTrace>,
  ): Promise<object> {
    return { trace: render(await this.traces.get(request.trace_id ?? '', request.allow_partial ?? false)) };
  }

  @Endpoint('GET', `${TRACES}/batchGet`, allow('read', 'trace'))
  async batchGet(
    @Wire(BatchGetTraces, {
      trace_ids: [isArray, required, isStringArray],
      experiment_ids: [isArray, isStringArray],
    })
    request: MessageOf<typeof BatchGetTraces>,
    @Req() http: FastifyRequest,
  ): Promise<object> {
    const experimentIds = hasRawField(http, EXPERIMENT_IDS) ? request.experiment_ids : undefined;
    const traces = await this.traces.getAll(request.trace_ids, experimentIds);
    return traces.length > 0 ? { traces: traces.map(render) } : {};
  }

  @Endpoint('POST', `${TRACES}/batchGetInfos`, allow('read', 'trace'))
  async batchGetInfos(
    @Wire(BatchGetTraceInfos, {
      trace_ids: [isArray, required, isStringArray],
      experiment_ids: [isArray, isStringArray],
    })
    request: MessageOf<typeof BatchGetTraceInfos>,
    @Req() http: FastifyRequest,
  ): Promise<object> {
    const experimentIds = hasRawField(http, EXPERIMENT_IDS) ? request.experiment_ids : undefined;
    const infos = await this.traces.getInfos(request.trace_ids, experimentIds);
    return infos.length > 0 ? { trace_infos: infos.map(renderTraceInfo) } : {};
  }

  @Endpoint('POST', `${TRACES}/search`, allow('read', 'trace'))
  async search(
    @Wire(SearchTracesV3, {
      locations: [isArray, required],
      filter: [isString],
      max_results: [isIntlike, atMost(500)],
      order_by: [isArray, isStringArray],
      page_token: [isString],
    })
    request: MessageOf<typeof SearchTracesV3>,
  ): Promise<object> {
    const { traces, nextPageToken } = await this.searches.search({
      experimentIds: request.locations.flatMap(({ mlflow_experiment: place }) =>
        place === undefined ? [] : [place.experiment_id ?? ''],
      ),
      filter: request.filter,
      maxResults: request.max_results,
      orderBy: request.order_by,
      pageToken: request.page_token,
    });
    return {
      ...(traces.length > 0 && { traces: traces.map(renderTraceInfo) }),
      ...(nextPageToken !== undefined && { next_page_token: nextPageToken }),
    };
  }

  @Endpoint('GET', `${TRACES}/:trace_id`, allow('read', 'trace'))
  async getInfo(@Param('trace_id') traceId: string): Promise<object> {
    return { trace: { trace_info: renderTraceInfo(await this.traces.getInfo(traceId)) } };
  }

  @Endpoint('POST', `${TRACES}/delete-traces`, allow('delete', 'trace'))
  async delete(
    @Wire(DeleteTraces, {
      experiment_id: [isString, required],
      max_timestamp_millis: [isIntlike],
      max_traces: [isIntlike],
      request_ids: [isArray, isStringArray],
    })
    request: MessageOf<typeof DeleteTraces>,
  ): Promise<object> {
    const { experiment_id: experimentId = '', max_timestamp_millis: until, max_traces: most } = request;
    return { traces_deleted: await this.traces.delete(experimentId, until, most, request.request_ids) };
  }
}

function render({ info, spans }: TraceWithSpans): object {
  return {
    trace_info: renderTraceInfo(info),
    ...(spans.length > 0 && { spans: spans.map(renderSpan) }),
  };
}
