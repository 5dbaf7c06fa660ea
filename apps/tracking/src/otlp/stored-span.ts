import { INT64_MAX } from '@millrace/contracts/wire/int64';
import {
  dumpPythonJson,
  parsePythonJson,
  PythonFloat,
  type PythonValue,
} from '@millrace/contracts/wire/python-json';
import type { Attribute, OtlpLink, OtlpSpan } from './otlp-span.ts';
import type { CostOf } from './span-cost.ts';
import { translateAttributes } from './translate-attributes.ts';

/** A span as a row of the table `spans`, and its attributes once more, for what a trace takes from its spans. */
export interface StoredSpan {
  /** `tr-` and 32 hex digits. */
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly type: string;
  readonly status: 'OK' | 'ERROR' | 'UNSET';
  readonly startNs: bigint;
  /** 0 while the span goes on. */
  readonly endNs: bigint;
  readonly content: string;
  /** Each value is JSON text. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly resource: readonly Attribute[];
}

/** The span has no usable ids or times. */
export class UnusableSpan extends Error {}

const STATUSES = ['UNSET', 'OK', 'ERROR'] as const;

/** Agents whose name is kept as an attribute of their root spans; any other service's name is only the trace's tag. */
const KNOWN_SERVICES = ['claude-code', 'codex_cli_rs', 'codex_vscode', 'gemini-cli', 'qwen-code'];

/** The span as MLflow keeps it. Throws UnusableSpan when ids are missing or too long, or times past 64 bits. */
export function toStoredSpan(span: OtlpSpan, resource: readonly Attribute[], costOf: CostOf): StoredSpan {
  const traceHex = hexId(span.traceId, 16);
  const spanHex = hexId(span.spanId, 8);
  const parentHex = span.parentSpanId.length > 0 ? hexId(span.parentSpanId, 8) : null;
  if (span.startNs > INT64_MAX || span.endNs > INT64_MAX) throw new UnusableSpan('time out of range');
  const traceId = `tr-${traceHex}`;
  const status = STATUSES[span.status.code] ?? 'UNSET';
  const attributes = translateAttributes(
    attributesOf(span, traceId, parentHex === null, resource),
    span.events,
    costOf,
  );
  const content = dumpPythonJson(
    {
      trace_id: base64(traceHex),
      span_id: base64(spanHex),
      parent_span_id: parentHex && base64(parentHex),
      name: span.name,
      start_time_unix_nano: span.startNs,
      end_time_unix_nano: span.endNs,
      events: span.events.map(({ name, timeNs, attributes: given }) => ({
        name,
        time_unix_nano: timeNs,
        attributes: Object.fromEntries(given),
      })),
      status: { code: `STATUS_CODE_${status}`, message: span.status.message || null },
      attributes,
      links: span.links.map(toLink),
    },
    { ascii: false },
  );
  return {
    traceId,
    spanId: spanHex,
    parentSpanId: parentHex,
    name: span.name,
    type: typeOf(span),
    status,
    startNs: span.startNs,
    endNs: span.endNs,
    content,
    attributes,
    resource,
  };
}

function attributesOf(
  span: OtlpSpan,
  traceId: string,
  isRoot: boolean,
  resource: readonly Attribute[],
): Record<string, string> {
  const attributes = Object.fromEntries(span.attributes.map(([key, value]) => [key, attributeText(value)]));
  attributes['mlflow.traceRequestId'] = JSON.stringify(traceId);
  const service = resource.find(([key]) => key === 'service.name')?.[1];
  if (isRoot && typeof service === 'string' && KNOWN_SERVICES.includes(service))
    attributes['service.name'] = JSON.stringify(service);
  return attributes;
}

/** JSON text of a value. Text that is itself JSON of a text, list or object is taken for written already, as in MLflow. */
function attributeText(value: PythonValue): string {
  if (typeof value === 'string') {
    try {
      const inner = parsePythonJson(value);
      const isStructure = typeof inner === 'object' && inner !== null && !(inner instanceof PythonFloat);
      if (typeof inner === 'string' || isStructure) return value;
    } catch {
      // Plain text.
    }
  }
  return dumpPythonJson(value, { ascii: false });
}

function typeOf(span: OtlpSpan): string {
  const type = span.attributes.find(([key]) => key === 'mlflow.spanType')?.[1];
  return typeof type === 'string' ? type : 'UNKNOWN';
}

function toLink(link: OtlpLink): { [key: string]: PythonValue } {
  return {
    trace_id: `tr-${link.traceId.toString('hex').padStart(32, '0')}`,
    span_id: link.spanId.toString('hex').padStart(16, '0'),
    attributes: link.attributes.length > 0 ? Object.fromEntries(link.attributes) : null,
  };
}

function hexId(id: Buffer, length: number): string {
  if (id.length === 0 || id.length > length) throw new UnusableSpan('id missing or too long');
  return id.toString('hex').padStart(2 * length, '0');
}

function base64(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}
