import { randomUUID } from 'node:crypto';
import { asError } from '../broker/back-off.ts';
import type { Broker, BrokerQueue } from '../broker/broker.ts';
import { serviceOf } from '../definitions/message-definition.ts';
import type { MessageDefinition } from '../definitions/message-definition.ts';
import { parsePayload } from '../definitions/parse-payload.ts';
import { NoReplyError } from '../errors/no-reply-error.ts';
import { RemoteError } from '../errors/remote-error.ts';
import { requestQueueName } from './request-envelope.ts';
import type { ReplyEnvelope, RequestEnvelope } from './request-envelope.ts';
import type { z } from 'zod';

interface Pending {
  readonly pattern: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Sends queries and commands and awaits their replies. A request is an entry in the queue of the service that answers;
 * the reply comes over the relay, on a topic of this process's own, which all its requests share.
 */
export class RequestClient {
  readonly #broker: Broker;
  readonly #pending = new Map<string, Pending>();
  readonly #replyTo = `replies.${randomUUID()}`;
  #listening: Promise<unknown> | undefined;
  #closed = false;

  constructor(broker: Broker) {
    this.#broker = broker;
    broker.localReplies.set(this.#replyTo, (reply) => this.#onReply(reply as ReplyEnvelope));
  }

  /**
   * Sends `payload` and resolves to the reply, both checked against the definition.
   * Throws InvalidPayloadError before sending, RemoteError as the handler answered, NoReplyError when nobody did.
   */
  async request<Payload extends z.ZodType, Reply extends z.ZodType>(
    definition: MessageDefinition<Payload, Reply>,
    payload: z.input<Payload>,
    options: { readonly timeoutMs?: number } = {},
  ): Promise<z.output<Reply>> {
    const sent = parsePayload(definition.name, definition.payload, payload);
    const reply = await this.send(definition.name, sent, options.timeoutMs ?? definition.timeoutMs);
    const parsed = definition.reply.safeParse(reply);
    if (parsed.success) return parsed.data;
    const problem = parsed.error.issues
      .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
      .join('; ');
    throw new RemoteError(
      definition.name,
      'INTERNAL_ERROR',
      `The reply to ${definition.name} is not as agreed: ${problem}`,
    );
  }

  /** Sends without checking payload or reply. Throws RemoteError or NoReplyError. */
  send(
    pattern: string,
    payload: unknown,
    timeoutMs: number = this.#broker.timeouts.request,
  ): Promise<unknown> {
    if (this.#closed) return Promise.reject(new Error('Messaging is closed'));
    const id = randomUUID();
    const service = serviceOf(pattern);
    const queue = this.#broker.queue(requestQueueName(service));
    const deadline = Date.now() + timeoutMs;
    return new Promise((resolve, reject) => {
      const sending = this.#enqueue(queue, pattern, id, { payload, replyTo: this.#replyTo, deadline });
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new NoReplyError(pattern, service, timeoutMs));
        this.#withdraw(queue, id, sending);
      }, timeoutMs);
      this.#pending.set(id, { pattern, resolve, reject, timer });
      sending.catch((error: unknown) => this.#settle(id)?.reject(asError(error)));
    });
  }

  /** Rejects what still awaits a reply. */
  close(): void {
    this.#closed = true;
    this.#broker.localReplies.delete(this.#replyTo);
    for (const id of this.#pending.keys()) this.#settle(id)?.reject(new Error('Messaging is closed'));
  }

  async #enqueue(queue: BrokerQueue, pattern: string, id: string, envelope: RequestEnvelope): Promise<void> {
    this.#listening ??= this.#listen();
    await this.#listening;
    // Connecting may have taken longer than the caller waited.
    if (!this.#pending.has(id)) return;
    await queue.add(pattern, envelope, { jobId: id, removeOnComplete: true, removeOnFail: true });
  }

  async #listen(): Promise<void> {
    try {
      const relay = await this.#broker.relay();
      await relay.subscribe<ReplyEnvelope>(this.#replyTo, ({ data }) => this.#onReply(data));
    } catch (error) {
      this.#listening = undefined;
      throw error;
    }
  }

  #onReply(reply: ReplyEnvelope): void {
    const pending = this.#settle(reply.id);
    if (!pending) return;
    if ('error' in reply) {
      pending.reject(new RemoteError(pending.pattern, reply.error.error_code, reply.error.message));
    } else {
      pending.resolve(reply.value);
    }
  }

  #settle(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(pending?.timer);
    return pending;
  }

  /** Nobody needs the answer any more. Should this fail, the deadline keeps consumers from carrying it out. */
  #withdraw(queue: BrokerQueue, id: string, sending: Promise<void>): void {
    sending
      .then(() => (this.#closed ? 0 : queue.remove(id)))
      .catch((error: unknown) => this.#broker.report(asError(error), 'request'));
  }
}
