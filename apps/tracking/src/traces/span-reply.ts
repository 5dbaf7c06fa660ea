import { INT64_MAX, INT64_MIN } from '@millrace/contracts/wire/int64';
import { doubleToJson, int64ToJson } from '@millrace/contracts/wire/json';
import { parsePythonJson, PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';
import type { SpanContent, SpanEvent, SpanLink } from './span-content.ts';

/** A stored span as OpenTelemetry's JSON, with the field names and number forms that MLflow's server gives it. */
export function renderSpan(content: string): object {
  const span = parsePythonJson(content) as unknown as SpanContent;
  return {
    trace_id: span.trace_id,
    span_id: span.span_id,
    ...(span.parent_span_id && { parent_span_id: span.parent_span_id }),
    ...(span.name && { name: span.name }),
    ...time('start_time_unix_nano', span.start_time_unix_nano),
    ...time('end_time_unix_nano', span.end_time_unix_nano),
    ...list(
      'attributes',
      keyValues(span.attributes, (text) => anyValue(decoded(text))),
    ),
    ...list('events', (span.events ?? []).map(renderEvent)),
    ...list('links', (span.links ?? []).map(renderLink)),
    status: {
      ...(span.status.message && { message: span.status.message }),
      ...(span.status.code !== 'STATUS_CODE_UNSET' && { code: span.status.code }),
    },
  };
}

function renderEvent(event: SpanEvent): object {
  return {
    ...time('time_unix_nano', event.time_unix_nano),
    ...(event.name && { name: event.name }),
    ...list('attributes', keyValues(event.attributes ?? {}, anyValue)),
  };
}

function renderLink(link: SpanLink): object {
  return {
    trace_id: Buffer.from(link.trace_id.replace(/^tr-/, ''), 'hex').toString('base64'),
    span_id: Buffer.from(link.span_id, 'hex').toString('base64'),
    ...list('attributes', keyValues(link.attributes ?? {}, anyValue)),
  };
}

// Fields at their default are left out, as proto3 has it.
function time(name: string, value: number | bigint | null): object {
  return value ? { [name]: int64ToJson(value) } : {};
}

function list(name: string, items: readonly object[]): object {
  return items.length > 0 ? { [name]: items } : {};
}

function keyValues<V>(map: Readonly<Record<string, V>>, render: (value: V) => object): object[] {
  return Object.entries(map).map(([key, value]) => ({ ...(key && { key }), value: render(value) }));
}

/** The value of an attribute; text that is no JSON stands for itself. */
function decoded(text: PythonValue): PythonValue {
  if (typeof text !== 'string') return text;
  try {
    return parsePythonJson(text);
  } catch {
    return text;
  }
}

/** OpenTelemetry's AnyValue; integers past 64 bits become doubles. */
function anyValue(value: PythonValue): object {
  if (value === null) return {};
  if (value instanceof PythonFloat) return { double_value: doubleToJson(value.value) };
  if (Array.isArray(value)) return { array_value: list('values', value.map(anyValue)) };
  switch (typeof value) {
    case 'string':
      return { string_value: value };
    case 'boolean':
      return { bool_value: value };
    case 'object':
      return { kvlist_value: list('values', keyValues(value, anyValue)) };
    default:
      if (typeof value === 'number' && !Number.isFinite(value)) return { double_value: doubleToJson(value) };
      return value >= INT64_MIN && value <= INT64_MAX
        ? { int_value: int64ToJson(value) }
        : { double_value: Number(value) };
  }
}
