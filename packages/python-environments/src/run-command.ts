import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A command ended with another code than 0, or could not be started. */
export class CommandError extends Error {
  /** The last lines it wrote. */
  readonly output: string;

  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}

export interface CommandOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  /** Ends it, and all that it has started. */
  readonly signal?: AbortSignal | undefined;
  readonly onLine: (line: string) => void;
}

const KEPT_LINES = 200;
const MAX_LINE = 2_000;

/** Runs a program to its end and tells each line it writes. Rejects with CommandError. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const child = spawn(command, args, {
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const onLine = (line: string): void => {
      const short = line.slice(0, MAX_LINE);
      if (lines.push(short) > KEPT_LINES) lines.shift();
      options.onLine(short);
    };
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      killGroup(child.pid);
    }, options.timeoutMs);
    const abort = (): void => killGroup(child.pid);
    options.signal?.addEventListener('abort', abort);
    if (options.signal?.aborted) abort();
    const settle = (): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
    };
    const fail = (message: string): void => reject(new CommandError(message, lines.join('\n')));
    child.on('error', (error) => {
      settle();
      fail(`${command} cannot be run: ${error.message}`);
    });
    child.on('close', (code, signal) => {
      settle();
      if (code === 0) return resolve();
      if (late) fail(`${command} took longer than ${options.timeoutMs / 1000} seconds`);
      else fail(`${command} ended with ${signal ?? `code ${code}`}`);
    });
  });
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}
