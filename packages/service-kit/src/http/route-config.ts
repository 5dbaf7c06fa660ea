import type { MessageType, Shape } from '@millrace/contracts/wire/field';
import type { Creates } from '../idempotency/creates.ts';
import type { AccessRule } from '../security/access.ts';
import type { z } from 'zod';

declare module 'fastify' {
  /** What a route says about itself, for the code that all routes pass through. */
  interface FastifyContextConfig {
    /** Who may call it. A route without one is a fault that a test finds. */
    access?: AccessRule;
    /** The message its handler reads, for the OpenAPI document. */
    message?: MessageType<Shape>;
    /** The schema of what it takes where that is no message of MLflow's: a JSON body, or of a GET the query. */
    schema?: z.ZodType;
    /** One line on what it does, for the OpenAPI document. */
    summary?: string;
    /** It makes something, and takes an Idempotency-Key. */
    creates?: Creates;
    /** The handler takes the body as a stream that nothing has read (`@UploadBody()`, or `request.body` as it is). */
    rawBody?: boolean;
    /** Its answer goes on for as long as the client wants: that it takes long is no news. */
    endless?: boolean;
    /** The largest body of this route, in place of the service's own limit. */
    maxBodyBytes?: number;
  }
}

export type { FastifyContextConfig } from 'fastify';
