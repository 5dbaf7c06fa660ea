import type { LoggerService } from '@nestjs/common';

const QUIET_MS = 10_000;

/** Logs a failure, but the same one at most every 10 s: while a store is away every worker reports it at each retry. */
export function throttledReport(logger: LoggerService): (error: Error, source: string) => void {
  const loggedAt = new Map<string, number>();
  return (error, source) => {
    const line = `${source}: ${error.message}`;
    const now = Date.now();
    if (now - (loggedAt.get(line) ?? 0) < QUIET_MS) return;
    if (loggedAt.size > 1000) loggedAt.clear();
    loggedAt.set(line, now);
    if (source.startsWith('handler')) logger.error(line, error.stack);
    else logger.warn(line);
  };
}
