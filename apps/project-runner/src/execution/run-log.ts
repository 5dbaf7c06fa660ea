import { StringDecoder } from 'node:string_decoder';
import type { RunLogsRepository } from './run-logs.repository.ts';

const WRITE_MS = 200;
const MAX_PIECE = 256 * 1024;
const LAST_LINES = 20;

/** The log of one attempt at a run, written in pieces a few times a second. */
export class RunLog {
  private readonly decoder = new StringDecoder('utf8');
  private pending = '';
  private tail = '';
  private bytes = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly logs: RunLogsRepository,
    private readonly runId: string,
    private readonly maxBytes: number,
  ) {}

  /** A line of the runner's own. */
  say(line: string): void {
    this.add(`=== ${line}\n`);
  }

  /** What the project printed. Rejects when that is too much by now; waits while the database is behind. */
  async output(chunk: Buffer): Promise<void> {
    this.bytes += chunk.length;
    if (this.bytes > this.maxBytes) {
      const room = chunk.length - (this.bytes - this.maxBytes);
      if (room > 0) this.add(this.decoder.write(chunk.subarray(0, room)));
      throw new Error(`It printed more than ${this.maxBytes} bytes, which MILLRACE_RUNNER_LOG_BYTES allows.`);
    }
    this.add(this.decoder.write(chunk));
    if (this.pending.length > MAX_PIECE) await this.flush();
  }

  /** The last lines that were printed. */
  lastLines(): string {
    return this.tail.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
  }

  /** Resolves once all of it is in the database. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = this.pending;
    this.pending = '';
    if (text !== '') this.writing = this.writing.then(() => this.logs.append(this.runId, text));
    await this.writing;
  }

  private add(text: string): void {
    // PostgreSQL's text has no null character.
    const storable = text.replaceAll('\0', '�');
    this.pending += storable;
    this.tail = (this.tail + storable).slice(-8192);
    this.timer ??= setTimeout(() => void this.flush().catch(() => undefined), WRITE_MS);
  }
}
