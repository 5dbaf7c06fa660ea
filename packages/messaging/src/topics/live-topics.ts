import type { z } from 'zod';
import { asError } from '../broker/back-off.ts';
import type { Broker } from '../broker/broker.ts';
import { parsePayload } from '../definitions/parse-payload.ts';
import { topicName } from '../definitions/topic-definition.ts';
import type { TopicDefinition } from '../definitions/topic-definition.ts';

/** What is under way at once; a store that has become slow must not fill the memory with live updates. */
const MAX_IN_FLIGHT = 256;

const ROOT = 'live';

/** A message on a live topic. */
export interface LiveMessage<Payload> {
  /** The topic without wildcards, for example `runs.<id>.metrics`. */
  readonly topic: string;
  readonly payload: Payload;
}

/** Live updates to whoever is looking right now. They may be lost; nothing may rely on them. */
export class LiveTopics {
  readonly #broker: Broker;
  #inFlight = 0;

  constructor(broker: Broker) {
    this.#broker = broker;
  }

  /**
   * Publishes on `topicName(definition, parts)` and returns at once. Never throws and never waits: what cannot be sent
   * (bad payload, store out of reach, too much under way) is dropped, because a write path must not depend on it.
   */
  publish<Payload extends z.ZodType>(
    definition: TopicDefinition<Payload>,
    parts: readonly string[],
    payload: z.input<Payload>,
  ): void {
    if (this.#inFlight >= MAX_IN_FLIGHT) return;
    this.#inFlight += 1;
    this.#send(definition, parts, payload)
      .catch((error: unknown) => this.#broker.report(asError(error), `topic ${definition.pattern}`))
      .finally(() => {
        this.#inFlight -= 1;
      });
  }

  /**
   * Calls `listener` for each message on the topics that match; a part may be `*`. Resolves, once subscribed, to the
   * function that unsubscribes.
   */
  async subscribe<Payload extends z.ZodType>(
    definition: TopicDefinition<Payload>,
    parts: readonly string[],
    listener: (message: LiveMessage<z.output<Payload>>) => void,
  ): Promise<() => Promise<void>> {
    const relay = await this.#broker.relay();
    const subscription = await relay.subscribe(
      `${ROOT}.${topicName(definition, parts)}`,
      ({ topic, data }) => {
        listener({
          topic: topic.slice(ROOT.length + 1),
          payload: parsePayload(topic, definition.payload, data),
        });
      },
    );
    return () => subscription.unsubscribe();
  }

  async #send(definition: TopicDefinition, parts: readonly string[], payload: unknown): Promise<void> {
    const topic = topicName(definition, parts);
    const data = parsePayload(topic, definition.payload, payload);
    await (await this.#broker.relay()).publish(`${ROOT}.${topic}`, data);
  }
}
