import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { invalidParameter, MlflowError, notFound } from '@millrace/contracts/errors';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import {
  checkLength,
  checkName,
  MAX_KEY_LENGTH,
  MAX_TAG_VALUE_LENGTH,
  truncate,
} from '@millrace/contracts/validation/names';
import type { Int64 } from '@millrace/contracts/wire/int64';
import { Database } from '@millrace/database/database';
import { checkTraceName } from './read-trace-info.ts';
import { knownExperiments } from './search-traces.service.ts';
import { spansComplete } from './span-count.ts';
import type { TraceInfo } from './trace-info.ts';
import { SPANS_IN_DATABASE, SPANS_LOCATION, TRACE_NAME } from './trace-keys.ts';
import { TraceWritesRepository } from './trace-writes.repository.ts';
import { TracesRepository } from './traces.repository.ts';

export interface TraceWithSpans {
  readonly info: TraceInfo;
  /** The content of each span, MLflow's JSON. */
  readonly spans: readonly string[];
}

const ARCHIVAL_FAILURE = 'mlflow.trace.archivalFailure';
const FIXED_TAGS = [SPANS_LOCATION, 'mlflow.trace.archiveLocation', ARCHIVAL_FAILURE];
const MAX_LINKED = 100;

@Injectable()
export class TracesService {
  constructor(
    private readonly database: Database,
    private readonly traces: TracesRepository,
    private readonly writes: TraceWritesRepository,
  ) {}

  async getInfo(traceId: string): Promise<TraceInfo> {
    const info = await this.traces.find(traceId);
    if (info === undefined) throw missing(traceId);
    return info;
  }

  async getInfos(traceIds: readonly string[], experimentIds?: readonly string[]): Promise<TraceInfo[]> {
    return this.traces.findAll(traceIds, experimentIds && knownExperiments(experimentIds));
  }

  /** A trace and its spans. Unless a part will do, waits a little for spans that are still on their way. */
  async get(traceId: string, allowPartial: boolean): Promise<TraceWithSpans> {
    for (const pause of allowPartial ? [0] : [1000, 2000, 0]) {
      const info = await this.traces.find(traceId);
      if (info === undefined) throw notFound(`Trace with ID ${traceId} is not found.`);
      const [trace] = await this.withSpans([info]);
      if (trace !== undefined && (allowPartial || spansComplete(trace))) return trace;
      await wait(pause);
    }
    throw notFound(`Trace with ID ${traceId} is not fully exported yet, please try again later.`);
  }

  /** The traces of these ids that are there with all their spans. */
  async getAll(traceIds: readonly string[], experimentIds?: readonly string[]): Promise<TraceWithSpans[]> {
    const traces = await this.withSpans(await this.getInfos(traceIds, experimentIds));
    return traces.filter(spansComplete);
  }

  async setTag(traceId: string, key: string, value: string): Promise<void> {
    refuseFixed(key, 'set', FIXED_TAGS);
    checkName(key, 'key');
    checkLength('key', MAX_KEY_LENGTH, key);
    const cut = truncate(value, MAX_TAG_VALUE_LENGTH);
    if (key === TRACE_NAME) checkTraceName(cut);
    if (!(await this.traces.exists(traceId)))
      throw key === TRACE_NAME
        ? missing(traceId)
        : new MlflowError('BAD_REQUEST', `There is no trace with ID '${traceId}' to set a tag on.`);
    await this.writes.upsertTags(this.database, traceId, { [key]: cut });
  }

  async deleteTag(traceId: string, key: string): Promise<void> {
    refuseFixed(
      key,
      'deleted',
      FIXED_TAGS.filter((fixed) => fixed !== ARCHIVAL_FAILURE),
    );
    if (await this.writes.deleteTag(this.database, traceId, key)) return;
    if (key === TRACE_NAME && !(await this.traces.exists(traceId))) throw missing(traceId);
    throw notFound(`No trace tag with key '${key}' for trace with ID '${traceId}'`);
  }

  /** Deletes the oldest traces up to a time, or those named; says how many. 400 unless one of the two is asked for. */
  async delete(
    experimentId: string,
    maxTimestampMs: Int64 | undefined,
    maxTraces: number | undefined,
    traceIds: readonly string[],
  ): Promise<number> {
    if (maxTimestampMs === undefined && traceIds.length === 0)
      throw invalidParameter('Either `max_timestamp_millis` or `trace_ids` must be specified.');
    if (maxTimestampMs !== undefined && traceIds.length > 0)
      throw invalidParameter('Only one of `max_timestamp_millis` and `trace_ids` can be specified.');
    if (traceIds.length > 0 && maxTraces !== undefined)
      throw invalidParameter("`max_traces` can't be specified if `trace_ids` is specified.");
    if (maxTraces !== undefined && maxTraces <= 0)
      throw invalidParameter(`\`max_traces\` must be a positive integer, received ${maxTraces}.`);
    const [experiment] = knownExperiments([experimentId]);
    if (experiment === undefined) return 0;
    return this.writes.delete(this.database, experiment, {
      maxTimestampMs: maxTimestampMs ?? null,
      limit: maxTraces ?? null,
      traceIds: traceIds.length > 0 ? traceIds : null,
    });
  }

  async linkToRun(traceIds: readonly string[], runId: string): Promise<void> {
    if (traceIds.length > MAX_LINKED)
      throw invalidParameter(
        `Cannot link more than ${MAX_LINKED} traces to a run in a single request. Provided ${traceIds.length} traces.`,
      );
    const uuid = runIdToUuid(runId);
    // What is no run's id names no run; MLflow notes such a link down too, and no search ever finds it.
    if (uuid !== undefined) await this.writes.linkToRun(this.database, traceIds, uuid);
  }

  async linkPrompts(traceId: string, prompts: readonly string[]): Promise<void> {
    if (prompts.length === 0) return;
    if (!(await this.traces.exists(traceId))) throw missing(traceId);
    await this.writes.linkPrompts(this.database, traceId, prompts);
  }

  private async withSpans(infos: readonly TraceInfo[]): Promise<TraceWithSpans[]> {
    for (const info of infos)
      if (info.tags[SPANS_LOCATION] !== SPANS_IN_DATABASE)
        throw invalidParameter(`The spans of trace '${info.traceId}' are not stored in the tracking store.`);
    const contents = await this.traces.spanContents(infos.map(({ traceId }) => traceId));
    return infos.map((info) => ({ info, spans: contents.get(info.traceId) ?? [] }));
  }
}

function missing(traceId: string): Error {
  return notFound(`Trace with ID '${traceId}' not found.`);
}

function refuseFixed(key: string, operation: string, fixed: readonly string[]): void {
  if (fixed.includes(key))
    throw invalidParameter(`Tag '${key}' is immutable and cannot be ${operation} on a trace.`);
}
