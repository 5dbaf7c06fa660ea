import { stat } from 'node:fs/promises';
import type { InferenceSession } from 'onnxruntime-node';
import type { ThreadBatch, ThreadReply, ThreadStart } from './thread-messages.ts';

/** A model is loaded a second time for this; one that is larger is hardly quick. */
const MOST_BYTES = 4 * 1024 * 1024;
/** The longest that the event loop may be held up for one request, in milliseconds: less than handing it to a thread and back takes. */
const QUICK_MS = 0.15;
/** Runs are now and then held up by others, which costs credit; one as long as this would be felt by all who ask anything. */
const FELT_MS = 10;
const CREDIT = { enough: 20, most: 40, slowRun: -5, feltRun: -1000 };

/**
 * A session in the event loop's own thread, for the one request that comes alone: with a small model, waking a thread and being
 * woken by it takes longer than the model does. Threads show first that the model is quick; as soon as it is not, it is theirs.
 */
export class QuickSession {
  private credit = 0;

  private constructor(
    private readonly session: InferenceSession,
    private readonly score: (session: InferenceSession, batch: ThreadBatch) => Promise<ThreadReply>,
  ) {}

  /** undefined for a model that is too large. */
  static async open(start: ThreadStart): Promise<QuickSession | undefined> {
    if ((await stat(start.path)).size > MOST_BYTES) return undefined;
    // Where no ONNX model is served, its runtime need not be there.
    const { openInference, scoreBatch } = await import('./inference.ts');
    return new QuickSession(await openInference({ ...start, threads: 1 }), scoreBatch);
  }

  get isQuick(): boolean {
    return this.credit >= CREDIT.enough;
  }

  /** Tells how long the model took for one request, in milliseconds, here or in a thread. */
  note(ms: number): void {
    const gain = ms <= QUICK_MS ? 1 : ms < FELT_MS ? CREDIT.slowRun : CREDIT.feltRun;
    this.credit = Math.min(CREDIT.most, this.credit + gain);
  }

  run(batch: ThreadBatch): Promise<ThreadReply> {
    return this.score(this.session, batch);
  }
}
