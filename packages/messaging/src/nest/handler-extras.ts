import type { EventDefinition } from '../definitions/event-definition.ts';
import type { MessageDefinition } from '../definitions/message-definition.ts';

/** What the transport knows about a handler besides its pattern. Plain `@MessagePattern(name)` handlers have none. */
export interface HandlerExtras {
  readonly definition?: MessageDefinition | EventDefinition;
  readonly service?: string;
}
