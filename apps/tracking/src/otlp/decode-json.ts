import { many, message, one, string, int32, int64, value as anyJson } from '@millrace/contracts/wire/field';
import type { JsonValue, MessageOf } from '@millrace/contracts/wire/field';
import { parseJson } from '@millrace/contracts/wire/json';
import { parseMessage } from '@millrace/contracts/wire/parse-message';
import type { PythonValue } from '@millrace/contracts/wire/python-json';
import { decodeAnyValue } from './decode-any-value.ts';
import { type Attribute, MalformedOtlp, type OtlpSpan, type ResourceSpans } from './otlp-span.ts';

// The messages of opentelemetry-proto in their JSON form: ids are hex there, not base64 as protobuf's bytes otherwise are.
const KeyValue = message('KeyValue', { key: string, value: anyJson });
const Status = message('Status', { message: string, code: anyJson });
const Event = message('Event', { time_unix_nano: int64, name: string, attributes: many(KeyValue) });
const Link = message('Link', { trace_id: string, span_id: string, attributes: many(KeyValue) });
const Span = message('Span', {
  trace_id: string,
  span_id: string,
  parent_span_id: string,
  name: string,
  kind: anyJson,
  flags: int32,
  start_time_unix_nano: int64,
  end_time_unix_nano: int64,
  attributes: many(KeyValue),
  events: many(Event),
  links: many(Link),
  status: one(Status),
});
const ScopeSpans = message('ScopeSpans', { spans: many(Span) });
const Resource = message('Resource', { attributes: many(KeyValue) });
const ResourceSpansMessage = message('ResourceSpans', {
  resource: one(Resource),
  scope_spans: many(ScopeSpans),
});
const ExportRequest = message('ExportTraceServiceRequest', { resource_spans: many(ResourceSpansMessage) });

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads an ExportTraceServiceRequest from JSON. Unknown fields are ignored. Throws MalformedOtlp. */
export function decodeJson(body: Buffer): ResourceSpans[] {
  let json: unknown;
  try {
    json = parseJson(utf8.decode(body));
  } catch {
    throw new MalformedOtlp('no JSON');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new MalformedOtlp('no object');
  const { message: request, complete } = parseMessage(ExportRequest, json);
  if (!complete) throw new MalformedOtlp('a field of the wrong type');
  return request.resource_spans.map((each) => ({
    resource: attributesOf(each.resource?.attributes ?? []),
    spans: each.scope_spans.flatMap(({ spans }) => spans.map(toSpan)),
  }));
}

function toSpan(span: MessageOf<typeof Span>): OtlpSpan {
  return {
    traceId: fromHex(span.trace_id),
    spanId: fromHex(span.span_id),
    parentSpanId: fromHex(span.parent_span_id),
    name: span.name ?? '',
    startNs: BigInt(span.start_time_unix_nano ?? 0),
    endNs: BigInt(span.end_time_unix_nano ?? 0),
    attributes: attributesOf(span.attributes),
    events: span.events.map((event) => ({
      name: event.name ?? '',
      timeNs: BigInt(event.time_unix_nano ?? 0),
      attributes: attributesOf(event.attributes),
    })),
    links: span.links.map((link) => ({
      traceId: fromHex(link.trace_id),
      spanId: fromHex(link.span_id),
      attributes: attributesOf(link.attributes),
    })),
    status: { code: statusCode(span.status?.code), message: span.status?.message ?? '' },
  };
}

function attributesOf(list: readonly { key?: string; value?: JsonValue }[]): Attribute[] {
  return list.map(({ key = '', value }): [string, PythonValue] => [key, decodeAnyValue(value ?? null)]);
}

function fromHex(text = ''): Buffer {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw new MalformedOtlp('an id that is not hexadecimal');
  return Buffer.from(text, 'hex');
}

const CODES = ['STATUS_CODE_UNSET', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR'];

function statusCode(code: JsonValue | undefined): number {
  return typeof code === 'string' ? Math.max(CODES.indexOf(code), 0) : Number(code ?? 0);
}
