import {
  checkLength,
  checkName,
  MAX_KEY_LENGTH,
  MAX_TAG_VALUE_LENGTH,
  truncate,
} from '@millrace/contracts/validation/names';
import { dumpPythonJson, parsePythonJson } from '@millrace/contracts/wire/python-json';
import { checkTraceName } from '../traces/read-trace-info.ts';
import { TRACE_NAME } from '../traces/trace-keys.ts';
import { aggregateCost, aggregateTokens, usedBy } from './aggregate-usage.ts';
import { preview } from './preview.ts';
import type { StoredSpan } from './stored-span.ts';

/** What a batch of spans says about one trace. Times are milliseconds since 1970. */
export interface SpanSummary {
  readonly traceId: string;
  readonly startMs: bigint;
  /** Null when none of the spans has ended. */
  readonly endMs: bigint | null;
  /** The trace's state, when its root is among the spans. */
  readonly rootState: 'OK' | 'ERROR' | null;
  readonly requestPreview: string | null;
  readonly responsePreview: string | null;
  readonly sessionId: string | undefined;
  readonly userId: string | undefined;
  readonly usesTokens: boolean;
  readonly usesMoney: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export const TOKEN_USAGE_ATTRIBUTE = 'mlflow.chat.tokenUsage';
export const COST_ATTRIBUTE = 'mlflow.llm.cost';
const TAG_PREFIX = 'mlflow.traceTag.';
const NS_PER_MS = 1_000_000n;

export function summarise(traceId: string, spans: readonly StoredSpan[]): SpanSummary {
  const root = spans.find(({ parentSpanId }) => parentSpanId === null);
  const ends = spans.map(({ endNs }) => endNs).filter((endNs) => endNs > 0n);
  const inputs = root?.attributes['mlflow.spanInputs'];
  const outputs = root?.attributes['mlflow.spanOutputs'];
  return {
    traceId,
    startMs: least(spans.map(({ startNs }) => startNs)) / NS_PER_MS,
    endMs: ends.length > 0 ? greatest(ends) / NS_PER_MS : null,
    rootState: root === undefined ? null : root.status === 'ERROR' ? 'ERROR' : 'OK',
    requestPreview: inputs ? preview(inputs, 'user') : null,
    responsePreview: outputs ? preview(outputs, 'assistant') : null,
    sessionId: sessionOf(spans),
    userId: firstText(spans, ['user.id']),
    usesTokens: aggregateTokens(nodes(spans, TOKEN_USAGE_ATTRIBUTE)) !== undefined,
    usesMoney: aggregateCost(nodes(spans, COST_ATTRIBUTE)) !== undefined,
    tags: { ...resourceTags(spans), ...rootTags(root) },
  };
}

function nodes(spans: readonly StoredSpan[], attribute: string) {
  return spans.map(({ spanId, parentSpanId, attributes }) => ({
    spanId,
    parentSpanId,
    used: usedBy(attributes[attribute]),
  }));
}

function sessionOf(spans: readonly StoredSpan[]): string | undefined {
  const session = firstText(spans, ['session.id', 'gen_ai.conversation.id']);
  if (session !== undefined) checkLength('Session ID', 250, session);
  return session;
}

function firstText(spans: readonly StoredSpan[], keys: readonly string[]): string | undefined {
  for (const { attributes } of spans)
    for (const key of keys) if (attributes[key]) return textIn(attributes[key]);
  return undefined;
}

/** The text that JSON text holds; what is no text stays JSON. */
function textIn(json: string): string {
  try {
    const value = parsePythonJson(json);
    return typeof value === 'string' ? value : json;
  } catch {
    return json;
  }
}

/** Attributes of the process that made the spans become tags, all but those with a meaning of their own. */
function resourceTags(spans: readonly StoredSpan[]): Record<string, string> {
  const resource = spans.find((span) => span.resource.length > 0)?.resource ?? [];
  const tags: Record<string, string> = {};
  for (const [key, value] of resource)
    if (!key.startsWith('telemetry.sdk.') && !key.startsWith('mlflow.'))
      addTag(tags, key, typeof value === 'string' ? value : dumpPythonJson(value));
  return tags;
}

/** Tags that the client put on the trace come as attributes of its root. */
function rootTags(root: StoredSpan | undefined): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const [key, value] of Object.entries(root?.attributes ?? {}))
    if (key.startsWith(TAG_PREFIX)) addTag(tags, key.slice(TAG_PREFIX.length), textIn(value));
  return tags;
}

/** A tag that could not be set by itself is left out, the rest is kept. */
function addTag(tags: Record<string, string>, key: string, value: string): void {
  try {
    checkName(key, 'key');
    checkLength('key', MAX_KEY_LENGTH, key);
    if (key === TRACE_NAME) checkTraceName(value);
  } catch {
    return;
  }
  if (!value.includes('\u0000')) tags[key] = truncate(value, MAX_TAG_VALUE_LENGTH);
}

function least(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => (b < a ? b : a));
}

function greatest(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => (b > a ? b : a));
}
