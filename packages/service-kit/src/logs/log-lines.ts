export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

export interface LogEntry {
  readonly time: Date;
  readonly level: LogLevel;
  readonly service: string;
  readonly context?: string | undefined;
  /** The id of the request on whose behalf it was written. */
  readonly request?: string | undefined;
  /** The trace that the request belongs to, where it is traced. */
  readonly trace?: string | undefined;
  readonly message: string;
  readonly stack?: string | undefined;
}

/** One JSON object, on one line. */
export function jsonLine(entry: LogEntry): string {
  return JSON.stringify({ ...entry, time: entry.time.toISOString() });
}

/** A line for people: `12:34:56 warn  [http] message`; a stack follows on lines of its own. */
export function textLine(entry: LogEntry): string {
  const time = entry.time.toTimeString().slice(0, 8);
  const context = entry.context === undefined ? '' : `[${entry.context}] `;
  const request = entry.request === undefined ? '' : ` (request ${entry.request})`;
  const stack = entry.stack === undefined ? '' : `\n${entry.stack}`;
  return `${time} ${entry.level.padEnd(5)} ${context}${printable(entry.message)}${request}${stack}`;
}

/** Texts that users sent must not move the cursor of whoever reads the log, nor forge lines of it. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, (character) =>
    JSON.stringify(character).slice(1, -1),
  );
}
