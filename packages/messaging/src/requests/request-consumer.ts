import { asError } from '../broker/back-off.ts';
import type { Broker, BrokerJob, BrokerWorker } from '../broker/broker.ts';
import { knownError, toWireError } from '../errors/wire-error.ts';
import { requestQueueName } from './request-envelope.ts';
import type { ReplyEnvelope, RequestEnvelope } from './request-envelope.ts';

/** About the request being handled. */
export interface RequestInfo {
  readonly id: string;
  readonly pattern: string;
  /** Milliseconds since 1970; nobody awaits the answer after it. */
  readonly deadline: number;
}

export type HandleRequest = (payload: unknown, request: RequestInfo) => Promise<unknown>;

const CONCURRENCY = 32;

/**
 * Answers a service's requests; its replicas share them. A request is carried out at most once: not after its
 * deadline, and not again when the consumer was killed at it. The caller sees either as no reply.
 */
export class RequestConsumer {
  readonly #broker: Broker;
  readonly #service: string;
  readonly #handle: HandleRequest;
  readonly #worker: BrokerWorker;

  /** `handle` gets every request to `service`, whatever its pattern, and throws for those it does not know. */
  constructor(broker: Broker, service: string, handle: HandleRequest) {
    this.#broker = broker;
    this.#service = service;
    this.#handle = handle;
    this.#worker = broker.worker(requestQueueName(service), (job) => this.#process(job), {
      concurrency: CONCURRENCY,
      maxStalledCount: 0,
    });
  }

  close(): Promise<void> {
    return this.#broker.closeWorker(this.#worker);
  }

  async #process(job: BrokerJob): Promise<void> {
    const id = job.id ?? '';
    const { payload, replyTo, deadline } = job.data as RequestEnvelope;
    if (Date.now() >= deadline) return;
    const reply = await this.#answer(payload, { id, pattern: job.name, deadline });
    await this.#deliver(replyTo, reply).catch((error: unknown) =>
      this.#onUndelivered(replyTo, id, job.name, error),
    );
  }

  async #deliver(replyTo: string, reply: ReplyEnvelope): Promise<void> {
    const local = this.#broker.localReplies.get(replyTo);
    // As JSON, so that a reply is the same whichever way it goes.
    if (local) local(JSON.parse(JSON.stringify(reply)));
    else await (await this.#broker.relay()).publish(replyTo, reply);
  }

  async #answer(payload: unknown, request: RequestInfo): Promise<ReplyEnvelope> {
    try {
      return { id: request.id, value: (await this.#handle(payload, request)) ?? null };
    } catch (error) {
      if (!knownError(error)) this.#broker.report(asError(error), `handler of ${request.pattern}`);
      return {
        id: request.id,
        error: toWireError(error, `Internal error of the ${this.#service} service in ${request.pattern}`),
      };
    }
  }

  /** A reply may be too large or no JSON. The caller should hear of that, not wait in vain. */
  async #onUndelivered(replyTo: string, id: string, pattern: string, cause: unknown): Promise<void> {
    this.#broker.report(asError(cause), `reply to ${pattern}`);
    const message = `The ${this.#service} service could not send its reply to ${pattern}`;
    const reply: ReplyEnvelope = { id, error: { error_code: 'INTERNAL_ERROR', message } };
    await this.#deliver(replyTo, reply).catch(() => undefined);
  }
}
