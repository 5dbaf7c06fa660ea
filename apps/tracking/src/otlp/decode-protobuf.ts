import { int64FromBigInt } from '@millrace/contracts/wire/int64';
import { PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';
import {
  type Attribute,
  MalformedOtlp,
  type OtlpEvent,
  type OtlpLink,
  type OtlpSpan,
  type OtlpStatus,
  type ResourceSpans,
} from './otlp-span.ts';
import { asBytes, asNumber, asText, readFields } from './protobuf-reader.ts';

/** Values may hold values; protobuf's own parsers stop at this depth too. */
const MAX_DEPTH = 100;

/**
 * Reads an ExportTraceServiceRequest (opentelemetry-proto, collector/trace/v1) from its bytes; the numbers below are the
 * fields' numbers there. Unknown fields are ignored. Throws MalformedOtlp.
 */
export function decodeProtobuf(body: Buffer): ResourceSpans[] {
  const all: ResourceSpans[] = [];
  readFields(body, (field, value) => {
    if (field === 1) all.push(readResourceSpans(asBytes(value)));
  });
  return all;
}

function readResourceSpans(bytes: Buffer): ResourceSpans {
  let resource: Attribute[] = [];
  const spans: OtlpSpan[] = [];
  readFields(bytes, (field, value) => {
    if (field === 1) resource = [...resource, ...readResource(asBytes(value))];
    else if (field === 2)
      readFields(asBytes(value), (inner, span) => {
        if (inner === 2) spans.push(readSpan(asBytes(span)));
      });
  });
  return { resource, spans };
}

function readResource(bytes: Buffer): Attribute[] {
  const attributes: Attribute[] = [];
  readFields(bytes, (field, value) => {
    if (field === 1) attributes.push(readAttribute(asBytes(value), 0));
  });
  return attributes;
}

const NOTHING: Buffer = Buffer.alloc(0);

function readSpan(bytes: Buffer): OtlpSpan {
  const attributes: Attribute[] = [];
  const events: OtlpEvent[] = [];
  const links: OtlpLink[] = [];
  let status: OtlpStatus = { code: 0, message: '' };
  const head = { traceId: NOTHING, spanId: NOTHING, parentSpanId: NOTHING, name: '', startNs: 0n, endNs: 0n };
  readFields(bytes, (field, value) => {
    if (field === 1) head.traceId = asBytes(value);
    else if (field === 2) head.spanId = asBytes(value);
    else if (field === 4) head.parentSpanId = asBytes(value);
    else if (field === 5) head.name = asText(value);
    else if (field === 7) head.startNs = asNumber(value);
    else if (field === 8) head.endNs = asNumber(value);
    else if (field === 9) attributes.push(readAttribute(asBytes(value), 0));
    else if (field === 11) events.push(readEvent(asBytes(value)));
    else if (field === 13) links.push(readLink(asBytes(value)));
    else if (field === 15) status = readStatus(asBytes(value));
  });
  return { ...head, attributes, events, links, status };
}

function readEvent(bytes: Buffer): OtlpEvent {
  const event = { name: '', timeNs: 0n };
  const attributes: Attribute[] = [];
  readFields(bytes, (field, value) => {
    if (field === 1) event.timeNs = asNumber(value);
    else if (field === 2) event.name = asText(value);
    else if (field === 3) attributes.push(readAttribute(asBytes(value), 0));
  });
  return { ...event, attributes };
}

function readLink(bytes: Buffer): OtlpLink {
  const link = { traceId: NOTHING, spanId: NOTHING };
  const attributes: Attribute[] = [];
  readFields(bytes, (field, value) => {
    if (field === 1) link.traceId = asBytes(value);
    else if (field === 2) link.spanId = asBytes(value);
    else if (field === 4) attributes.push(readAttribute(asBytes(value), 0));
  });
  return { ...link, attributes };
}

function readStatus(bytes: Buffer): OtlpStatus {
  const status = { code: 0, message: '' };
  readFields(bytes, (field, value) => {
    if (field === 2) status.message = asText(value);
    else if (field === 3) status.code = Number(asNumber(value));
  });
  return status;
}

function readAttribute(bytes: Buffer, depth: number): Attribute {
  let key = '';
  let content: PythonValue = null;
  readFields(bytes, (field, value) => {
    if (field === 1) key = asText(value);
    else if (field === 2) content = readAnyValue(asBytes(value), depth + 1);
  });
  return [key, content];
}

/** An AnyValue: of its alternatives the last one counts; bytes become base64 text. */
function readAnyValue(bytes: Buffer, depth: number): PythonValue {
  if (depth > MAX_DEPTH) throw new MalformedOtlp('values nested too deeply');
  let result: PythonValue = null;
  readFields(bytes, (field, value) => {
    if (field === 1) result = asText(value);
    else if (field === 2) result = asNumber(value) !== 0n;
    else if (field === 3) result = int64FromBigInt(BigInt.asIntN(64, asNumber(value)));
    else if (field === 4) result = readDouble(asNumber(value));
    else if (field === 5) result = readArray(asBytes(value), depth);
    else if (field === 6) result = readKeyValues(asBytes(value), depth);
    else if (field === 7) result = asBytes(value).toString('base64');
  });
  return result;
}

function readDouble(bits: bigint): PythonFloat {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(bits);
  return new PythonFloat(bytes.readDoubleLE());
}

function readArray(bytes: Buffer, depth: number): PythonValue[] {
  const items: PythonValue[] = [];
  readFields(bytes, (field, value) => {
    if (field === 1) items.push(readAnyValue(asBytes(value), depth + 1));
  });
  return items;
}

function readKeyValues(bytes: Buffer, depth: number): { [key: string]: PythonValue } {
  const entries: Attribute[] = [];
  readFields(bytes, (field, value) => {
    if (field === 1) entries.push(readAttribute(asBytes(value), depth));
  });
  return Object.fromEntries(entries);
}
