import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ClientProxy } from '@nestjs/microservices';
import type { ReadPacket, WritePacket } from '@nestjs/microservices';
import type { z } from 'zod';
import { Broker } from '../broker/broker.ts';
import { parsePayload } from '../definitions/parse-payload.ts';
import type { EventDefinition } from '../definitions/event-definition.ts';
import type { MessageDefinition } from '../definitions/message-definition.ts';
import { EventFanout } from '../events/event-fanout.ts';
import { RequestClient } from '../requests/request-client.ts';

/**
 * The client side of the transport. Prefer `request` and `announce`, which check the payload and type the reply;
 * `send` and `emit` are NestJS's own and check nothing.
 */
@Injectable()
export class MessagingClient extends ClientProxy {
  readonly #requests: RequestClient;
  readonly #fanout: EventFanout;

  constructor(broker: Broker) {
    super();
    this.#requests = new RequestClient(broker);
    this.#fanout = new EventFanout(broker);
  }

  /**
   * Sends a query or command and resolves to its reply.
   * Throws InvalidPayloadError before sending, RemoteError as the handler answered, NoReplyError when nobody did.
   */
  request<Payload extends z.ZodType, Reply extends z.ZodType>(
    definition: MessageDefinition<Payload, Reply>,
    payload: z.input<Payload>,
    options?: { readonly timeoutMs?: number },
  ): Promise<z.output<Reply>> {
    return this.#requests.request(definition, payload, options);
  }

  /**
   * Publishes an event that belongs to no transaction. Resolves once every subscriber's queue has it. For an event that
   * tells of a change in the database use `writeEvent`: this one is lost when the process dies between the two.
   */
  async announce<Payload extends z.ZodType>(
    definition: EventDefinition<Payload>,
    payload: z.input<Payload>,
  ): Promise<void> {
    await this.#publish(definition.name, parsePayload(definition.name, definition.payload, payload));
  }

  connect(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.#requests.close();
  }

  override unwrap(): never {
    throw new Error('The messaging transport has no native client');
  }

  protected override publish(
    packet: ReadPacket<unknown>,
    respond: (packet: WritePacket) => void,
  ): () => void {
    this.#requests.send(this.normalizePattern(packet.pattern), packet.data).then(
      (response) => respond({ response, isDisposed: true }),
      (err: unknown) => respond({ err }),
    );
    return () => undefined;
  }

  protected override async dispatchEvent<Result>(packet: ReadPacket<unknown>): Promise<Result> {
    await this.#publish(this.normalizePattern(packet.pattern), packet.data);
    return undefined as Result;
  }

  #publish(name: string, payload: unknown): Promise<void> {
    return this.#fanout.publish([
      { id: `a${randomUUID()}`, name, payload, occurredAt: new Date().toISOString() },
    ]);
  }
}
