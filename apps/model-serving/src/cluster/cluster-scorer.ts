import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkExample } from '../scorers/check-example.ts';
import type { ModelFile } from '../scorers/model-file/model-file.ts';
import { busyReply, errorReply } from '../scorers/replies.ts';
import type { LocalModel, Scorer, ScorerStats, ScoringReply, ScoringRequest } from '../scorers/scorer.ts';

const MAX_REPLY_BYTES = 256 * 1024 * 1024;
/** Connections are made anew now and then: only new ones are dealt out among the pods that there are by then. */
const AGENT_MS = 5_000;
const STOP_CHECK_MS = 5;

export interface ClusterScorerOptions {
  readonly host: string;
  readonly port: number;
  readonly replicas: number;
  readonly maxQueue: number;
  readonly timeoutMs: number;
}

/** Has pods score: hands each request to the Service of the version, which deals them out. */
export class ClusterScorer implements Scorer {
  readonly kind = 'pyfunc';
  private agent = new Agent({ keepAlive: true });
  private readonly renewal: NodeJS.Timeout;
  private readonly retired = new Set<Agent>();
  private waiting = 0;
  private stopping = false;

  constructor(
    private readonly model: LocalModel,
    private readonly file: ModelFile,
    private readonly options: ClusterScorerOptions,
  ) {
    this.renewal = setInterval(() => this.renew(), AGENT_MS).unref();
  }

  async score(request: ScoringRequest): Promise<ScoringReply> {
    if (this.stopping || this.waiting >= this.options.maxQueue)
      return busyReply('The model has more requests than may wait.');
    this.waiting += 1;
    try {
      return await this.forward(request).catch((error: NodeJS.ErrnoException) => {
        // A pod that has just ended: nothing of the request was answered, and scoring it again changes nothing.
        if (error.code === 'ECONNRESET' || error.code === 'ECONNREFUSED') return this.forward(request);
        throw error;
      });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ETIMEDOUT')
        return errorReply(
          'DEADLINE_EXCEEDED',
          `The model did not answer within ${this.options.timeoutMs} ms.`,
        );
      return busyReply(`The model cannot be reached in the cluster: ${message}`);
    } finally {
      this.waiting -= 1;
    }
  }

  checkInputExample(): Promise<void> {
    return checkExample(this.model, this.file, this);
  }

  stats(): ScorerStats {
    const { replicas } = this.options;
    return { workers: replicas, queued: this.waiting, batches: 0, batchedRequests: 0, restarts: 0 };
  }

  /** Answers what was taken. What runs in the cluster stays: other replicas of the service use it too. */
  async stop(): Promise<void> {
    this.stopping = true;
    while (this.waiting > 0) await sleep(STOP_CHECK_MS);
    clearInterval(this.renewal);
    for (const agent of [this.agent, ...this.retired]) agent.destroy();
  }

  private renew(): void {
    const before = this.agent;
    this.agent = new Agent({ keepAlive: true });
    for (const agent of this.retired) if (Object.keys(agent.sockets).length === 0) this.end(agent);
    this.retired.add(before);
  }

  private end(agent: Agent): void {
    agent.destroy();
    this.retired.delete(agent);
  }

  private forward({ contentType, body }: ScoringRequest): Promise<ScoringReply> {
    const { host, port, timeoutMs } = this.options;
    return new Promise((resolve, reject) => {
      const sent = httpRequest(
        {
          host,
          port,
          agent: this.agent,
          method: 'POST',
          path: '/invocations',
          timeout: timeoutMs,
          headers: {
            'content-length': body.length,
            ...(contentType !== undefined && { 'content-type': contentType }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          let length = 0;
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            length += chunk.length;
            if (length > MAX_REPLY_BYTES) response.destroy(new Error('its answer is too large'));
          });
          response.once('error', reject);
          response.once('end', () => {
            const { 'content-type': type = 'application/json', 'retry-after': retry } = response.headers;
            const headers = { 'content-type': type, ...(retry !== undefined && { 'retry-after': retry }) };
            resolve({ status: response.statusCode ?? 502, headers, body: Buffer.concat(chunks) });
          });
        },
      );
      sent.once('timeout', () => sent.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })));
      sent.once('error', reject);
      sent.end(body);
    });
  }
}
