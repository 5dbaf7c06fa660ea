import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { appendToArtifactUri } from '@millrace/contracts/artifacts/artifact-location';
import { invalidParameter, notFound } from '@millrace/contracts/errors';
import type { EndTrace, StartTrace, TraceInfoV3 } from '@millrace/contracts/tracking/traces';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Database, type Transaction } from '@millrace/database/database';
import { AssessmentsRepository } from '../assessments/assessments.repository.ts';
import { requireActiveExperiment } from '../experiments/require-experiment.ts';
import { mergeMetadata, normaliseMetadata } from './analytics-metadata.ts';
import { checkTraceName, readLocation, readTraceInfo } from './read-trace-info.ts';
import type { TraceInfo } from './trace-info.ts';
import { ARTIFACT_LOCATION, INFO_FINALIZED, TRACE_NAME } from './trace-keys.ts';
import { TraceWritesRepository } from './trace-writes.repository.ts';
import { TracesRepository } from './traces.repository.ts';

/** Starting a trace, and ending it: the two calls of version 2, and the one of version 3 that tells all at once. */
@Injectable()
export class StartTraceService {
  constructor(
    private readonly database: Database,
    private readonly traces: TracesRepository,
    private readonly writes: TraceWritesRepository,
    private readonly assessments: AssessmentsRepository,
  ) {}

  /** Stores a trace, or lays what is given over the trace of that id (its spans may have come first). */
  async start(message: MessageOf<typeof TraceInfoV3>): Promise<TraceInfo> {
    const given = readTraceInfo(message);
    const experiment = await requireActiveExperiment(this.database, readLocation(message));
    const info: TraceInfo = {
      ...given,
      experimentId: experiment.experimentId,
      tags: {
        ...given.tags,
        [ARTIFACT_LOCATION]: artifactLocation(experiment.artifactLocation, given.traceId),
      },
      metadata: { ...given.metadata, [INFO_FINALIZED]: 'true' },
    };
    return this.database.transaction(async (transaction) => {
      const isNew = await this.writes.insert(transaction, info);
      return isNew ? this.fill(transaction, info) : this.merge(transaction, info);
    });
  }

  /** Version 2: a trace that has begun. */
  async startV2(message: MessageOf<typeof StartTrace>): Promise<TraceInfo> {
    const tags = toMap(message.tags);
    checkTraceName(tags[TRACE_NAME]);
    if (!message.experiment_id)
      throw invalidParameter("'experiment_id' must name the experiment of the trace.");
    const experiment = await requireActiveExperiment(this.database, message.experiment_id);
    const traceId = randomUUID().replaceAll('-', '');
    const info: TraceInfo = {
      traceId,
      experimentId: experiment.experimentId,
      requestTimeMs: Number(message.timestamp_ms ?? 0),
      executionMs: null,
      state: 'IN_PROGRESS',
      clientRequestId: null,
      requestPreview: null,
      responsePreview: null,
      tags: { ...tags, [ARTIFACT_LOCATION]: artifactLocation(experiment.artifactLocation, traceId) },
      metadata: normaliseMetadata(toMap(message.request_metadata)),
      assessments: [],
    };
    return this.database.transaction(async (transaction) => {
      await this.writes.insert(transaction, info);
      return this.fill(transaction, info);
    });
  }

  /** Version 2: ends a trace; 404 when there is none. */
  async endV2(traceId: string, message: MessageOf<typeof EndTrace>): Promise<TraceInfo> {
    const state = message.status ?? 'TRACE_STATUS_UNSPECIFIED';
    const tags = toMap(message.tags);
    return this.database.transaction(async (transaction) => {
      if (!(await this.writes.lock(transaction, traceId))) throw missing(traceId);
      if (state === 'TRACE_STATUS_UNSPECIFIED')
        throw invalidParameter("'status' must be one of OK, ERROR and IN_PROGRESS.");
      checkTraceName(tags[TRACE_NAME]);
      await this.writes.end(transaction, traceId, message.timestamp_ms ?? 0, state);
      const known = await this.traces.find(traceId, transaction);
      const metadata = normaliseMetadata(toMap(message.request_metadata));
      await this.writes.upsertMetadata(transaction, traceId, mergeMetadata(known?.metadata ?? {}, metadata));
      await this.writes.upsertTags(transaction, traceId, tags);
      return (await this.traces.find(traceId, transaction)) ?? Promise.reject(missing(traceId));
    });
  }

  private async fill(transaction: Transaction, info: TraceInfo): Promise<TraceInfo> {
    await this.writes.upsertTags(transaction, info.traceId, info.tags);
    await this.writes.upsertMetadata(transaction, info.traceId, info.metadata);
    await this.assessments.insert(transaction, info.assessments);
    return info;
  }

  private async merge(transaction: Transaction, info: TraceInfo): Promise<TraceInfo> {
    const { traceId } = info;
    if (!(await this.writes.lock(transaction, traceId))) throw missing(traceId);
    const known = await this.traces.find(traceId, transaction);
    await this.writes.replace(transaction, info);
    await this.writes.upsertTags(transaction, traceId, info.tags);
    await this.writes.upsertMetadata(
      transaction,
      traceId,
      mergeMetadata(known?.metadata ?? {}, info.metadata),
    );
    await this.assessments.insert(transaction, info.assessments, true);
    const merged = await this.traces.find(traceId, transaction);
    if (merged === undefined) throw missing(traceId);
    // MLflow answers from the tags it had read before: the new ones are stored, but not in this one answer.
    const shown = Object.entries(merged.tags).filter(([key]) => Object.hasOwn(known?.tags ?? {}, key));
    return { ...merged, tags: Object.fromEntries(shown) };
  }
}

/** Where the attachments of a trace are kept. */
export function artifactLocation(experimentLocation: string, traceId: string): string {
  const segments = ['traces', traceId, 'artifacts'].filter((segment) => segment !== '');
  return appendToArtifactUri(experimentLocation, ...segments);
}

function missing(traceId: string): Error {
  return notFound(`Trace with ID '${traceId}' not found.`);
}

function toMap(list: readonly { key?: string; value?: string }[]): Record<string, string> {
  return Object.fromEntries(list.map(({ key = '', value = '' }) => [key, value]));
}
