import { EventPattern } from '@nestjs/microservices';
import type { z } from 'zod';
import type { EventDefinition } from '../definitions/event-definition.ts';
import type { HandlerExtras } from './handler-extras.ts';

/**
 * `@EventPattern` of a definition: the method takes its payload, already checked, and must be idempotent.
 *
 *     @HandleEvent(runFinished, 'registry')
 *     onRunFinished(payload: RunFinished): Promise<void>
 *
 * `service` says whose subscription it is: by default the module's. It must be given where one process is several
 * services, as in standalone. One service's handlers of an event share its delivery and are retried together.
 */
export function HandleEvent<Payload extends z.ZodType>(
  definition: EventDefinition<Payload>,
  service?: string,
): <Method extends (payload: z.output<Payload>, ...rest: never[]) => unknown>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void {
  const extras: HandlerExtras = service === undefined ? { definition } : { definition, service };
  // Without it, TypeScript takes the overload for a map of event types, of which there is none here.
  // oxlint-disable-next-line typescript/no-unnecessary-type-arguments
  return EventPattern<string>(definition.name, extras);
}
