import { Readable } from 'node:stream';
import { Controller, Req, StreamableFile } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { GetMetricHistory, GetMetricHistoryBulkInterval } from '@millrace/contracts/tracking/metrics';
import {
  isArray,
  isIntlike,
  isString,
  isStringArray,
  pythonInt,
  required,
  rule,
  within,
} from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { readQuery } from '@millrace/service-kit/http/query';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyRequest } from 'fastify';
import { HistoryService } from './history.service.ts';
import { parsePageToken } from './page-token.ts';
import { MAX_RUNS, MAX_SAMPLED_POINTS, stepRange, tooManyRuns } from './sample-request.ts';

const MAX_BULK_POINTS = 25_000;
// A page this large would be a gigabyte; as many as that come as a stream instead.
const MAX_PAGE_POINTS = 100_000;

const INTERVAL_CHECKS = {
  run_ids: [
    required,
    isArray,
    isStringArray,
    rule((ids) => !Array.isArray(ids) || ids.length <= MAX_RUNS || tooManyRuns(ids.length)),
  ],
  metric_key: [required, isString],
  start_step: [isIntlike],
  end_step: [isIntlike],
  max_results: [
    isIntlike,
    within(1, MAX_SAMPLED_POINTS, `max_results must be between 1 and ${MAX_SAMPLED_POINTS}.`),
  ],
};

@Controller()
export class HistoryController {
  constructor(private readonly history: HistoryService) {}

  @Endpoint('GET', '/api/2.0/mlflow/metrics/get-history', allow('read', 'run'))
  async get(
    @Wire(GetMetricHistory, {
      run_id: [isString, required],
      metric_key: [isString, required],
      page_token: [isString],
    })
    request: MessageOf<typeof GetMetricHistory>,
  ): Promise<string | StreamableFile> {
    const { run_id, run_uuid, metric_key = '', page_token = '', max_results } = request;
    const runId = run_id || run_uuid || '';
    if (max_results !== undefined && max_results <= 0)
      throw invalidParameter(
        `Invalid value ${max_results} for parameter 'max_results' supplied. It must be a positive integer.`,
      );
    const offset = parsePageToken(page_token);
    if (max_results !== undefined && max_results <= MAX_PAGE_POINTS)
      return this.history.page(runId, metric_key, offset, max_results);
    return new StreamableFile(
      Readable.from(this.history.all(runId, metric_key, offset), { objectMode: false }),
      {
        type: 'application/json',
      },
    );
  }

  @Endpoint('GET', '/api/2.0/mlflow/metrics/get-history-bulk', allow('read', 'run'))
  async getBulk(@Req() httpRequest: FastifyRequest): Promise<string> {
    const query = readQuery(httpRequest);
    const runIds = query['run_id'] ?? [];
    if (runIds.length === 0)
      throw invalidParameter('GetMetricHistoryBulk request must specify at least one run_id.');
    if (runIds.length > MAX_RUNS)
      throw invalidParameter(
        `GetMetricHistoryBulk request cannot specify more than ${MAX_RUNS} run_ids. Received ${runIds.length} run_ids.`,
      );
    const key = query['metric_key']?.[0];
    if (key === undefined) throw invalidParameter('GetMetricHistoryBulk request must specify a metric_key.');
    const limit = integer('max_results', query['max_results']?.[0] ?? String(MAX_BULK_POINTS));
    return this.history.bulk(runIds, key, Math.max(limit, -MAX_BULK_POINTS), MAX_BULK_POINTS);
  }

  @Endpoint('GET', '/api/2.0/mlflow/metrics/get-history-bulk-interval', allow('read', 'run'))
  async getInterval(
    @Wire(GetMetricHistoryBulkInterval, INTERVAL_CHECKS)
    { run_ids, metric_key = '' }: MessageOf<typeof GetMetricHistoryBulkInterval>,
    @Req() httpRequest: FastifyRequest,
  ): Promise<string> {
    // MLflow reads the numbers from the query itself, not from the message, where a step has 32 bits only.
    const query = readQuery(httpRequest);
    const size = integer('max_results', query['max_results']?.[0] ?? String(MAX_SAMPLED_POINTS));
    const step = (name: string): number | undefined => {
      const text = query[name]?.[0];
      return text === undefined ? undefined : integer(name, text);
    };
    const [first, last] = [query['start_step'], query['end_step']];
    // That one is missing is told before whether the other is a number.
    if ((first === undefined) !== (last === undefined)) stepRange(first && 0, last && 0);
    const steps = stepRange(step('start_step'), step('end_step'));
    return this.history.sample(run_ids, metric_key, size, steps);
  }
}

function integer(name: string, text: string): number {
  const number = pythonInt(text);
  if (number === undefined || !Number.isSafeInteger(number))
    throw invalidParameter(
      `Invalid value ${JSON.stringify(text)} for parameter '${name}' supplied: it must be an integer.`,
    );
  return number;
}
