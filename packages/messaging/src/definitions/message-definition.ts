import type { z } from 'zod';
import { assertRoutedName } from './definition-name.ts';

/** A query or a command: one request to one service, answered by one reply or an error. */
export interface MessageDefinition<
  Payload extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  /** `<service>.<what-it-does>`, for example `registry.resolve-model-uri`; the first part is the service that answers. */
  readonly name: string;
  readonly payload: Payload;
  readonly reply: Reply;
  /** Milliseconds to wait for the reply, where the configured default does not suit. */
  readonly timeoutMs?: number;
}

/**
 * Declares a query or a command, shared by the service that sends it and the one that answers it.
 *
 * Payloads are parsed on both sides, so the schemas must accept their own output: no `transform` that changes the type.
 */
export function defineMessage<Payload extends z.ZodType, Reply extends z.ZodType>(
  definition: MessageDefinition<Payload, Reply>,
): MessageDefinition<Payload, Reply> {
  assertRoutedName('message', definition.name);
  return definition;
}

/** The service that answers `pattern`: `registry` for `registry.resolve-model-uri`. */
export function serviceOf(pattern: string): string {
  return pattern.slice(0, Math.max(pattern.indexOf('.'), 0)) || pattern;
}
