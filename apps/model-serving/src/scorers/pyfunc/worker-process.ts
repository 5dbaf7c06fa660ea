import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { LocalModel, ScorerOptions } from '../scorer.ts';
import { FRAME, FrameReader } from './frames.ts';
import { workerEnvironment, workerUser } from './worker-environment.ts';

const SCRIPT = fileURLToPath(new URL('../../../python/serve_model.py', import.meta.url));
const PAGE_BYTES = 4096;
const CLOSE_MS = 500;

/** What a worker process tells its pool. */
export interface WorkerEvents {
  /** The model is loaded, or could not be: `failure` is its message. */
  readonly loaded: (worker: WorkerProcess, failure: string | undefined) => void;
  readonly answered: (worker: WorkerProcess, kind: number, payload: Buffer) => void;
  /** `how` says with which code or signal it ended. */
  readonly ended: (worker: WorkerProcess, how: string) => void;
}

/** One Python process that holds the model and answers one frame at a time. */
export class WorkerProcess {
  private readonly child: ChildProcess;
  private readonly socket: Socket;
  isReady = false;
  /** It is about to end, whatever it was doing. */
  isKilled = false;
  /** It gets no more work, and ends when it has answered. */
  isRetiring = false;

  constructor(model: LocalModel, options: ScorerOptions, events: WorkerEvents) {
    this.child = spawn(options.python, [SCRIPT, model.folder, String(options.memoryMb)], {
      env: workerEnvironment(options.workers),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      ...workerUser(),
    });
    this.socket = this.child.stdio[3] as Socket;
    // A process that died is told by its exit; what was being written to it is lost with it.
    this.socket.on('error', () => undefined);
    const reader = new FrameReader((kind, payload) => {
      if (kind === FRAME.ready) {
        this.isReady = true;
        events.loaded(this, undefined);
      } else if (kind === FRAME.failed) {
        events.loaded(this, (JSON.parse(payload.toString()) as { message: string }).message);
      } else events.answered(this, kind, payload);
    });
    this.socket.on('data', (chunk: Buffer) => reader.push(chunk));
    for (const stream of [this.child.stdout, this.child.stderr]) logLines(stream, options.onLog);
    this.watchForEnd((how) => events.ended(this, how));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  send(buffers: readonly Buffer[]): void {
    this.socket.cork();
    for (const buffer of buffers) this.socket.write(buffer);
    this.socket.uncork();
  }

  /** Asks it to end, as it does when nobody is at the other end of the socket. */
  finish(): void {
    this.isRetiring = true;
    this.socket.end();
  }

  kill(): void {
    this.isKilled = true;
    this.child.kill('SIGKILL');
  }

  /** Calls `ended` once, after what the process had written to its socket was read, so that no answer is lost. */
  private watchForEnd(ended: (how: string) => void): void {
    let how: string | undefined;
    const settle = (): void => {
      if (how !== undefined) ended(how);
      how = undefined;
    };
    this.child.once('error', (error) => {
      how = `it could not be started: ${error.message}`;
      settle();
    });
    this.child.once('exit', (code, signal) => {
      how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      // A process that the model started may hold the socket open.
      if (this.socket.closed) settle();
      else setTimeout(settle, CLOSE_MS).unref();
    });
    this.socket.once('close', settle);
  }

  /** Bytes of memory that it holds; undefined where the system does not say. */
  async residentBytes(): Promise<number | undefined> {
    const text = await readFile(`/proc/${this.pid}/statm`, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : Number(text.split(' ')[1]) * PAGE_BYTES;
  }
}

function logLines(stream: Readable | null, onLog: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on('line', onLog);
}
