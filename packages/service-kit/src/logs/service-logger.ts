import type { LoggerService } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import type { HttpSettings } from '../config/http-settings.ts';
import { jsonLine, type LogEntry, type LogLevel, textLine } from './log-lines.ts';
import { requestContext } from './request-context.ts';

const RANK: Readonly<Record<LogLevel, number>> = { error: 0, warn: 1, info: 2, debug: 3 };

/** Where Nest tells of each module and route it sets up; of interest only when that is being debugged. */
const SETTING_UP = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'NestMicroservice',
  'RouterExplorer',
  'RoutesResolver',
]);

/** Where Nest logs an error of the start that it throws as well: `startService` tells of that, in one sentence. */
const THROWN_AS_WELL = new Set(['ExceptionHandler', 'NestApplication']);

type LogSettings = Pick<HttpSettings, 'MILLRACE_LOG_FORMAT' | 'MILLRACE_LOG_LEVEL'>;

/**
 * Writes log lines in the format and from the level that the settings say. Everything uses Nest's own
 * `new Logger('context')`; this is what stands behind it.
 */
export class ServiceLogger implements LoggerService {
  private readonly lowest: number;
  private readonly format: (entry: LogEntry) => string;

  constructor(
    private readonly service: string,
    settings: LogSettings,
    private readonly write: (line: string) => void = (line) => void process.stdout.write(line),
  ) {
    this.lowest = RANK[settings.MILLRACE_LOG_LEVEL];
    this.format = settings.MILLRACE_LOG_FORMAT === 'json' ? jsonLine : textLine;
  }

  log(message: unknown, ...rest: unknown[]): void {
    const context = textAt(rest, -1);
    this.put(context !== undefined && SETTING_UP.has(context) ? 'debug' : 'info', message, context);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.put('warn', message, textAt(rest, -1));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.put('debug', message, textAt(rest, -1));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.put('debug', message, textAt(rest, -1));
  }

  /** Nest passes the stack, if any, and then the context. */
  error(message: unknown, ...rest: unknown[]): void {
    const context = textAt(rest, -1);
    this.put(THROWN_AS_WELL.has(context ?? '') ? 'debug' : 'error', message, context, textAt(rest, -2));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.put('error', message, textAt(rest, -1), textAt(rest, -2));
  }

  private put(level: LogLevel, message: unknown, context?: string, stack?: string): void {
    if (RANK[level] > this.lowest) return;
    const line = this.format({
      time: new Date(),
      level,
      service: this.service,
      context,
      request: requestContext.getStore(),
      trace: trace.getActiveSpan()?.spanContext().traceId,
      message: messageText(message),
      stack: stack ?? (message instanceof Error ? message.stack : undefined),
    });
    this.write(`${line}\n`);
  }
}

function textAt(values: readonly unknown[], index: number): string | undefined {
  const value = values.at(index);
  return typeof value === 'string' ? value : undefined;
}

function messageText(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === 'string' ? message : (JSON.stringify(message) ?? '');
}
