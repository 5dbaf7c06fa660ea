import { context, diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import type { TracingSettings } from './tracing-settings.ts';

/**
 * Has the process send traces to the collector that the settings name; without one nothing is loaded. Resolves with what sends the
 * rest and ends it. Propagation is W3C's: `traceparent`.
 */
export async function startTracing(service: string, settings: TracingSettings): Promise<() => Promise<void>> {
  if (settings.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return () => Promise.resolve();
  const { createProvider, AsyncLocalStorageContextManager, W3CTraceContextPropagator } =
    await import('./provider.ts');
  const { tellOfFailures } = await import('./tell-of-failures.ts');
  const provider = createProvider(
    service,
    settings.OTEL_EXPORTER_OTLP_ENDPOINT,
    settings.OTEL_TRACES_SAMPLER_ARG,
  );
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  diag.setLogger(tellOfFailures(), DiagLogLevel.WARN);
  return async () => {
    await provider.shutdown().catch(() => undefined);
    for (const api of [trace, propagation, context, diag]) api.disable();
  };
}
