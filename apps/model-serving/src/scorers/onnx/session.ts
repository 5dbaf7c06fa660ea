import { Worker } from 'node:worker_threads';
import type { ModelInfo, ThreadBatch, ThreadReply, ThreadStart } from './thread-messages.ts';

// The same file, whether the sources run or what was built of them.
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './session-thread.ts' : './session-thread.js',
  import.meta.url,
);

/** A thread with a session of an ONNX model. It answers batches in the order in which they are sent. */
export class Session {
  private readonly worker: Worker;
  private readonly waiting: ((reply: ThreadReply) => void)[] = [];
  private ended: string | undefined;

  constructor(start: ThreadStart) {
    this.worker = new Worker(THREAD, { workerData: start });
    this.worker.on('message', (reply: ThreadReply) => this.waiting.shift()?.(reply));
    this.worker.once('error', (error) => this.end(error.message));
    this.worker.once('exit', (code) => this.end(`its thread ended with code ${code}`));
  }

  /** Batches that are not answered yet. */
  get busy(): number {
    return this.waiting.length;
  }

  get isOver(): boolean {
    return this.ended !== undefined;
  }

  /** What the model says of itself; throws with the runtime's message when it could not be loaded. */
  async loaded(): Promise<ModelInfo> {
    const reply = await this.next();
    if (reply.kind === 'loaded') return reply.model;
    throw new Error('message' in reply ? reply.message : 'the model did not say what it is');
  }

  run(batch: ThreadBatch): Promise<ThreadReply> {
    const buffers = batch.feeds.map(({ data }) => data.buffer as ArrayBuffer);
    const reply = this.next();
    if (this.ended === undefined) this.worker.postMessage(batch, buffers);
    return reply;
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private next(): Promise<ThreadReply> {
    if (this.ended !== undefined) return Promise.resolve({ kind: 'failed', message: this.ended });
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private end(message: string): void {
    this.ended ??= message;
    for (const settle of this.waiting.splice(0)) settle({ kind: 'failed', message: this.ended });
  }
}
