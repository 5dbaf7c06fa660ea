import { context, propagation } from '@opentelemetry/api';
import type { Telemetry } from 'bullmq';
import { BullMQOtel } from 'bullmq-otel';

/** Has queues carry the trace of who puts something in to who takes it out; undefined where nothing is traced. */
export function queueTelemetry(): { readonly telemetry: Telemetry } | undefined {
  return isTracing() ? { telemetry: new BullMQOtel({ tracerName: '@millrace/messaging' }) } : undefined;
}

/** The trace of whoever calls, as W3C's `traceparent` and what belongs to it; undefined where nothing is traced. */
export function activeTrace(): Record<string, string> | undefined {
  if (!isTracing()) return undefined;
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return Object.keys(carrier).length > 0 ? carrier : undefined;
}

/** A process that traces has a propagator; the one that is there by default carries nothing. */
function isTracing(): boolean {
  return propagation.fields().length > 0;
}
