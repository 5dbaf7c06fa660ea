import { Injectable } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import type { LogBatch } from '@millrace/contracts/tracking/runs';
import { invalidValue } from '@millrace/contracts/validation/names';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { checkDataset, checkMetric, metricPoint, modelMetrics } from '../metrics/metric-rules.ts';
import { checkedParam, checkNoParamTwice, paramsChanged } from '../params/param-rules.ts';
import { runNotFound } from '../runs/run-errors.ts';
import { changesRun, checkedTag } from '../tags/tag-rules.ts';
import type { RunWrite } from './run-write.ts';
import { RunWrites } from './run-writes.ts';

const RUN_ID = /^[a-zA-Z0-9][\p{L}\p{N}_-]{0,255}\n?$/u;
export const MAX_METRICS = 1000;
const MAX_PARAMS = 100;
const MAX_TAGS = 100;
const MAX_ENTITIES = 1000;

@Injectable()
export class BatchService {
  constructor(private readonly writes: RunWrites) {}

  /** Logs metrics, parameters and tags of one run: all of it is checked before any of it is written, in one commit. */
  async log(request: MessageOf<typeof LogBatch>): Promise<void> {
    const { run_id: runId = '', metrics } = request;
    for (const metric of metrics) checkDataset(metric);
    if (!RUN_ID.test(runId)) throw invalidValue('run_id', runId);
    for (const [index, metric] of metrics.entries()) checkMetric(metric, `metrics[${index}]`);
    const params = request.params.map(({ key = '', value = '' }, index) =>
      checkedParam(key, value, `params[${index}]`),
    );
    const tags = request.tags.map(({ key = '', value = '' }, index) =>
      checkedTag(key, value, `tags[${index}]`),
    );
    checkCounts(metrics.length, params.length, tags.length);
    checkNoParamTwice(params);
    if (runIdToUuid(runId) === undefined) throw runNotFound(runId);
    const write: RunWrite = {
      runId,
      points: metrics.map(metricPoint),
      params,
      tags: tags.filter(changesRun),
      modelMetrics: modelMetrics(metrics),
      modelsFirst: false,
    };
    const changed = await this.writes.submit(write);
    if (changed) throw paramsChanged(runId, params, changed);
  }
}

function checkCounts(metrics: number, params: number, tags: number): void {
  checkCount('metrics', MAX_METRICS, metrics);
  checkCount('params', MAX_PARAMS, params);
  checkCount('tags', MAX_TAGS, tags);
  checkCount('metrics, params, and tags', MAX_ENTITIES, metrics + params + tags);
}

function checkCount(what: string, limit: number, count: number): void {
  if (count > limit)
    throw invalidParameter(
      `A batch logging request can contain at most ${limit} ${what}. Got ${count} ${what}. Please split up ${what} across ` +
        'multiple requests and try again.',
    );
}
