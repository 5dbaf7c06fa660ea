import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** They are asked all the time, and say nothing. */
const NOT_TRACED = /^\/(?:health|ready|metrics|version)(?:\?|$)/;

/** Whether `startTracing` was told to trace. */
export function isTracing(): boolean {
  return propagation.fields().length > 0;
}

/** A span for each request to this service, in the trace that the caller's `traceparent` names. */
export class RequestSpans {
  private readonly tracer = trace.getTracer('@millrace/service-kit');
  private readonly spans = new WeakMap<FastifyRequest, Span>();

  /** The context in which to go on with the request. */
  begin(request: FastifyRequest): Context {
    if (NOT_TRACED.test(request.url)) return context.active();
    const caller = propagation.extract(ROOT_CONTEXT, request.headers);
    const route = request.routeOptions.url ?? '';
    const attributes = {
      'http.request.method': request.method,
      'http.route': route,
      'url.path': request.url.split('?', 1)[0] ?? '',
      'millrace.request_id': request.id,
    };
    const span = this.tracer.startSpan(
      `${request.method} ${route}`,
      { kind: SpanKind.SERVER, attributes },
      caller,
    );
    this.spans.set(request, span);
    return trace.setSpan(caller, span);
  }

  end(request: FastifyRequest, reply: FastifyReply): void {
    const span = this.spans.get(request);
    if (span === undefined) return;
    span.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }
}

/** The headers that put what is asked of another service into the trace of who asks; none when nothing is traced. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}
