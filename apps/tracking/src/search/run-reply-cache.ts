import type { Int64 } from '@millrace/contracts/wire/int64';

interface KeptReply {
  readonly revision: Int64;
  readonly json: Buffer;
}

/** What a kept reply takes beside its text: its entry, the buffer's object, the id. */
const OVERHEAD_BYTES = 400;

/**
 * Runs as JSON text, kept from one search to the next. A run's revision counts up in the transaction of every change, whichever
 * process makes it, so a reply of the revision that a search has just read is the run as that search sees it. The least recently
 * used make room when the bound on memory is reached.
 */
export class RunReplyCache {
  private readonly kept = new Map<string, KeptReply>();
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  get(runId: string, revision: Int64): Buffer | undefined {
    const reply = this.kept.get(runId);
    if (reply?.revision !== revision) return undefined;
    this.kept.delete(runId);
    this.kept.set(runId, reply);
    return reply.json;
  }

  put(runId: string, revision: Int64, json: Buffer): void {
    this.drop(runId);
    if (json.length + OVERHEAD_BYTES > this.maxBytes) return;
    this.kept.set(runId, { revision, json });
    this.bytes += json.length + OVERHEAD_BYTES;
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.maxBytes) return;
      this.drop(oldest);
    }
  }

  private drop(runId: string): void {
    const reply = this.kept.get(runId);
    if (!reply) return;
    this.kept.delete(runId);
    this.bytes -= reply.json.length + OVERHEAD_BYTES;
  }
}
