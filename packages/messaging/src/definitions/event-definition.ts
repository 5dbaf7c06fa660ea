import type { z } from 'zod';
import { assertRoutedName } from './definition-name.ts';

/** Something that has happened, told at least once to every service that subscribes. */
export interface EventDefinition<Payload extends z.ZodType = z.ZodType> {
  /** `<thing>.<what-happened>`, for example `model-version.created`. */
  readonly name: string;
  readonly payload: Payload;
  /**
   * What the event is about, such as the model's name. Events of one key reach a subscriber in the order in which
   * their transactions committed. Without a key, events of concurrent transactions come in any order.
   */
  readonly key?: (payload: z.output<Payload>) => string;
}

/** Declares an event, shared by the service that writes it and those that subscribe to it. */
export function defineEvent<Payload extends z.ZodType>(
  definition: EventDefinition<Payload>,
): EventDefinition<Payload> {
  assertRoutedName('event', definition.name);
  return definition;
}
