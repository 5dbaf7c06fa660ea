import { Logger } from '@nestjs/common';
import type { DiagLogger } from '@opentelemetry/api';

const QUIET_MS = 60_000;

/** Logs that traces cannot be sent, but once a minute: every batch fails while the collector is away. */
export function tellOfFailures(): DiagLogger {
  const logger = new Logger('tracing');
  let toldAt = -Infinity;
  const tell = (message: string): void => {
    if (performance.now() - toldAt < QUIET_MS) return;
    toldAt = performance.now();
    logger.warn(`Traces are lost (OTEL_EXPORTER_OTLP_ENDPOINT): ${message.slice(0, 300)}`);
  };
  const ignore = (): void => undefined;
  return { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore };
}
