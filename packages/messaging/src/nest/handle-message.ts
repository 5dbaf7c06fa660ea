import { MessagePattern } from '@nestjs/microservices';
import type { Observable } from 'rxjs';
import type { z } from 'zod';
import type { MessageDefinition } from '../definitions/message-definition.ts';
import type { HandlerExtras } from './handler-extras.ts';

type Answer<Reply> = Reply | Promise<Reply> | Observable<Reply>;

/**
 * `@MessagePattern` of a definition: the method takes its payload, already checked, and must return its reply.
 *
 *     @HandleMessage(resolveModelUri)
 *     resolve(payload: ResolveModelUri): Promise<ModelUri>
 */
export function HandleMessage<Payload extends z.ZodType, Reply extends z.ZodType>(
  definition: MessageDefinition<Payload, Reply>,
): <Method extends (payload: z.output<Payload>, ...rest: never[]) => Answer<z.input<Reply>>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void {
  return MessagePattern(definition.name, { definition } satisfies HandlerExtras);
}
