import type { z } from 'zod';
import { assertQueueName } from './definition-name.ts';

/** Work that may take long, is retried, and can be cancelled. */
export interface JobDefinition<Payload extends z.ZodType = z.ZodType> {
  /** One lower-case word, for example `webhook-delivery`; also the name of its queue. */
  readonly name: string;
  readonly payload: Payload;
  /** How often the handler is tried in all before the job becomes a dead letter. Default 1. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; doubled for each one after. Default 1000. */
  readonly backoffMs?: number;
}

/** Declares a job, shared by the services that add it and the one that processes it. */
export function defineJob<Payload extends z.ZodType>(
  definition: JobDefinition<Payload>,
): JobDefinition<Payload> {
  assertQueueName('job', definition.name);
  return definition;
}
