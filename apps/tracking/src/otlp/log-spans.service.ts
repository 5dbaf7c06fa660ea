import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@millrace/database/database';
import { requireExperiment } from '../experiments/require-experiment.ts';
import { costText, mergeMetadata, usageText } from '../traces/analytics-metadata.ts';
import { artifactLocation } from '../traces/start-trace.service.ts';
import {
  ARTIFACT_LOCATION,
  COST,
  INFO_FINALIZED,
  SESSION,
  SPANS_IN_DATABASE,
  SPANS_LOCATION,
  TOKEN_USAGE,
  USER,
} from '../traces/trace-keys.ts';
import { TraceWritesRepository } from '../traces/trace-writes.repository.ts';
import { aggregateCost, aggregateTokens } from './aggregate-usage.ts';
import { COST_ATTRIBUTE, type SpanSummary, summarise, TOKEN_USAGE_ATTRIBUTE } from './span-summary.ts';
import { SpansRepository, type TraceState } from './spans.repository.ts';
import type { StoredSpan } from './stored-span.ts';

/** Stores spans, and makes or completes the traces that they belong to. */
@Injectable()
export class LogSpansService {
  constructor(
    private readonly database: Database,
    private readonly spans: SpansRepository,
    private readonly traces: TraceWritesRepository,
  ) {}

  /** Stores all of the spans or none. The experiment is needed (404) only for traces that are not there yet. */
  async log(experimentId: string, spans: readonly StoredSpan[]): Promise<void> {
    const byTrace = Map.groupBy(spans, ({ traceId }) => traceId);
    const summaries = [...byTrace].map(([traceId, own]) => summarise(traceId, own));
    if (summaries.length === 0) return;
    await this.database.transaction(async (transaction) => {
      const created = await this.createMissing(transaction, experimentId, summaries);
      const states = await this.spans.lockTraces(transaction, [...byTrace.keys()], created);
      const known = new Map(states.map((state) => [state.traceId, state]));
      // A trace may have been deleted meanwhile; its spans go with it.
      const kept = spans.filter(({ traceId }) => known.has(traceId));
      await this.spans.upsertSpans(transaction, kept);
      for (const state of states) {
        const summary = summaries.find(({ traceId }) => traceId === state.traceId);
        if (summary !== undefined) await this.complete(transaction, state, summary);
      }
    });
  }

  private async createMissing(
    transaction: Transaction,
    experimentId: string,
    summaries: readonly SpanSummary[],
  ): Promise<Set<string>> {
    const existing = await this.spans.existing(
      transaction,
      summaries.map(({ traceId }) => traceId),
    );
    const missing = summaries.filter(({ traceId }) => !existing.has(traceId));
    if (missing.length === 0) return new Set();
    const experiment = await requireExperiment(transaction, experimentId);
    const created = await this.spans.createTraces(transaction, experiment.experimentId, missing);
    for (const traceId of [...created].sort())
      await this.traces.upsertTags(transaction, traceId, {
        [ARTIFACT_LOCATION]: artifactLocation(experiment.artifactLocation, traceId),
      });
    return created;
  }

  private async complete(transaction: Transaction, state: TraceState, summary: SpanSummary): Promise<void> {
    const { traceId, metadata } = state;
    const tellsMore = summary.usesTokens || summary.usesMoney || summary.sessionId !== undefined;
    // MLflow looks whether a trace is finalized only for batches that could change these.
    const finalized = tellsMore && metadata[INFO_FINALIZED] !== undefined;
    await this.spans.widen(transaction, summary, finalized);
    let more: Record<string, string> = {};
    if (summary.usesTokens && !(finalized && metadata[TOKEN_USAGE] !== undefined)) {
      const nodes = await this.spans.usageNodes(transaction, traceId, TOKEN_USAGE_ATTRIBUTE);
      more = { ...more, ...usageText(aggregateTokens(nodes) ?? {}) };
    }
    if (summary.usesMoney && !(finalized && metadata[COST] !== undefined)) {
      const nodes = await this.spans.usageNodes(transaction, traceId, COST_ATTRIBUTE);
      more = { ...more, ...costText(aggregateCost(nodes) ?? {}) };
    }
    if (summary.sessionId && metadata[SESSION] === undefined) more[SESSION] = summary.sessionId;
    if (summary.userId && metadata[USER] === undefined) more[USER] = summary.userId;
    if (Object.keys(more).length > 0)
      await this.traces.upsertMetadata(transaction, traceId, mergeMetadata(metadata, more));
    await this.traces.upsertTags(transaction, traceId, {
      ...summary.tags,
      [SPANS_LOCATION]: SPANS_IN_DATABASE,
    });
  }
}
