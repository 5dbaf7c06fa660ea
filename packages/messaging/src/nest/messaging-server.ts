import { Server } from '@nestjs/microservices';
import type {
  BaseRpcContext,
  CustomTransportStrategy,
  MessageHandler,
  MsPattern,
} from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { Broker } from '../broker/broker.ts';
import { serviceOf } from '../definitions/message-definition.ts';
import { parsePayload } from '../definitions/parse-payload.ts';
import { EventConsumer } from '../events/event-consumer.ts';
import type { EventInfo, HandleEvent } from '../events/event-consumer.ts';
import { RequestConsumer } from '../requests/request-consumer.ts';
import type { RequestInfo } from '../requests/request-consumer.ts';
import type { HandlerExtras } from './handler-extras.ts';
import { EventContext, RequestContext } from './message-context.ts';
import { UnknownMessageError } from './unknown-message-error.ts';

/**
 * The server side of the transport: gives `@MessagePattern` and `@EventPattern` handlers what arrives for them. It
 * consumes one queue for each service that has message handlers, and one for each that subscribes to events.
 */
export class MessagingServer extends Server implements CustomTransportStrategy {
  readonly #broker: Broker;
  readonly #service: string;
  readonly #requestHandlers = new Map<string, MessageHandler>();
  /** By service, then by event. Not NestJS's chain of handlers: each service's must fail and be retried by itself. */
  readonly #eventHandlers = new Map<string, Map<string, MessageHandler[]>>();
  readonly #consumers: (RequestConsumer | EventConsumer)[] = [];

  /** `service` subscribes where an event handler does not say which service it belongs to. */
  constructor(broker: Broker, service: string) {
    super();
    this.#broker = broker;
    this.#service = service;
  }

  override addHandler(
    pattern: MsPattern,
    handler: MessageHandler,
    isEventHandler = false,
    extras: HandlerExtras = {},
  ): void {
    Object.assign(handler, { isEventHandler, extras });
    const name = this.normalizePattern(pattern);
    if (!isEventHandler) {
      this.#requestHandlers.set(name, handler);
      return;
    }
    const service = extras.service ?? this.#service;
    const ofService = this.#eventHandlers.get(service) ?? new Map<string, MessageHandler[]>();
    this.#eventHandlers.set(service, ofService);
    ofService.set(name, [...(ofService.get(name) ?? []), handler]);
  }

  /** Starts consuming, in the background where the store is away: a service that is not ready must be able to say so. */
  listen(callback: (error?: unknown) => void): void {
    for (const service of new Set([...this.#requestHandlers.keys()].map(serviceOf))) {
      this.#consumers.push(
        new RequestConsumer(this.#broker, service, (payload, info) => this.#onRequest(payload, info)),
      );
    }
    for (const [service, handlers] of this.#eventHandlers) {
      const handle: HandleEvent = (payload, info) =>
        this.#onEvent(handlers.get(info.name) ?? [], payload, info);
      const byName = new Map([...handlers.keys()].map((name) => [name, handle]));
      this.#consumers.push(new EventConsumer(this.#broker, service, byName));
    }
    callback();
  }

  /** Resolves once events published from now on are certain to arrive here. */
  async subscribed(): Promise<void> {
    for (const consumer of this.#consumers) if (consumer instanceof EventConsumer) await consumer.subscribed;
  }

  /** Takes no more, and waits for handlers at work. */
  async close(): Promise<void> {
    await Promise.all(this.#consumers.splice(0).map((consumer) => consumer.close()));
  }

  override on(): void {
    throw new Error('The messaging transport has no events of its own');
  }

  override unwrap(): never {
    throw new Error('The messaging transport has no native server');
  }

  async #onRequest(payload: unknown, info: RequestInfo): Promise<unknown> {
    const handler = this.#requestHandlers.get(info.pattern);
    if (!handler) throw new UnknownMessageError(info.pattern);
    return this.#call(handler, payload, new RequestContext(info));
  }

  async #onEvent(handlers: readonly MessageHandler[], payload: unknown, info: EventInfo): Promise<void> {
    for (const handler of handlers) await this.#call(handler, payload, new EventContext(info));
  }

  async #call(handler: MessageHandler, payload: unknown, context: BaseRpcContext): Promise<unknown> {
    const { definition } = (handler.extras ?? {}) as HandlerExtras;
    const data: unknown = definition ? parsePayload(definition.name, definition.payload, payload) : payload;
    const result: unknown = await handler(data, context);
    return lastValueFrom(this.transformToObservable(result), { defaultValue: null });
  }
}
