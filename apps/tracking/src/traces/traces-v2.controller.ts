import { Controller, Param } from '@nestjs/common';
import { DeleteTraces, EndTrace, SearchTraces, StartTrace } from '@millrace/contracts/tracking/traces';
import {
  atMost,
  everyKeyPresent,
  isArray,
  isIntlike,
  isString,
  isStringArray,
  required,
} from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { SearchTracesService } from './search-traces.service.ts';
import { StartTraceService } from './start-trace.service.ts';
import { renderTraceInfoV2 } from './trace-info-reply.ts';
import { TracesService } from './traces.service.ts';

const TRACES = '/api/2.0/mlflow/traces';

/** Version 2 of the traces API, which older clients speak: a trace is started, then ended. */
@Controller()
export class TracesV2Controller {
  constructor(
    private readonly starts: StartTraceService,
    private readonly traces: TracesService,
    private readonly searches: SearchTracesService,
  ) {}

  @Endpoint('POST', TRACES, allow('update', 'experiment'), { creates: 'in-transaction' })
  async start(
    @Wire(StartTrace, {
      experiment_id: [isString],
      timestamp_ms: [isIntlike],
      request_metadata: [isArray, everyKeyPresent],
      tags: [isArray, everyKeyPresent],
    })
    request: MessageOf<typeof StartTrace>,
  ): Promise<object> {
    return { trace_info: renderTraceInfoV2(await this.starts.startV2(request)) };
  }

  @Endpoint('PATCH', `${TRACES}/:request_id`, allow('update', 'trace'))
  async end(
    @Param('request_id') traceId: string,
    @Wire(EndTrace, {
      timestamp_ms: [isIntlike],
      status: [isString],
      request_metadata: [isArray, everyKeyPresent],
      tags: [isArray, everyKeyPresent],
    })
    request: MessageOf<typeof EndTrace>,
  ): Promise<object> {
    return { trace_info: renderTraceInfoV2(await this.starts.endV2(traceId, request)) };
  }

  @Endpoint('GET', `${TRACES}/:request_id/info`, allow('read', 'trace'))
  async getInfo(@Param('request_id') traceId: string): Promise<object> {
    return { trace_info: renderTraceInfoV2(await this.traces.getInfo(traceId)) };
  }

  @Endpoint('GET', TRACES, allow('read', 'trace'))
  async search(
    @Wire(SearchTraces, {
      experiment_ids: [isArray, isStringArray, required],
      filter: [isString],
      max_results: [isIntlike, atMost(500)],
      order_by: [isArray, isStringArray],
      page_token: [isString],
    })
    request: MessageOf<typeof SearchTraces>,
  ): Promise<object> {
    const { traces, nextPageToken } = await this.searches.search({
      experimentIds: request.experiment_ids,
      filter: request.filter,
      maxResults: request.max_results,
      orderBy: request.order_by,
      pageToken: request.page_token,
    });
    return {
      ...(traces.length > 0 && { traces: traces.map(renderTraceInfoV2) }),
      ...(nextPageToken !== undefined && { next_page_token: nextPageToken }),
    };
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
