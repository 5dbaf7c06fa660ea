import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Checks } from '@millrace/contracts/wire/checks';
import type { MessageType, Parsed, Shape } from '@millrace/contracts/wire/field';
import { readRequest } from '@millrace/contracts/wire/read-request';
import type { FastifyRequest } from 'fastify';
import { readWireBody, type WireRequest } from './body.ts';
import { readQuery } from './query.ts';
import { WIRE_MESSAGES } from './wire-messages.ts';

export { WIRE_MESSAGES };

/**
 * The request as a message of MLflow's protocol, parsed and checked: `@Wire(CreateRun, { experiment_id: [isString] })`.
 * Parameters of the path are not part of it; take those with `@Param`.
 */
export function Wire<S extends Shape>(type: MessageType<S>, checks: Checks = {}): ParameterDecorator {
  const decorate = createParamDecorator((_: unknown, context: ExecutionContext) =>
    readWire(type, context.switchToHttp().getRequest<FastifyRequest>(), checks),
  )();
  return (target, method, index) => {
    if (method !== undefined) {
      const messages = WIRE_MESSAGES.get(target) ?? new Map<string | symbol, MessageType<Shape>>();
      messages.set(method, type);
      WIRE_MESSAGES.set(target, messages);
    }
    decorate(target, method, index);
  };
}

/** Reads a message from a request; throws INVALID_PARAMETER_VALUE in MLflow's words. */
export function readWire<S extends Shape>(
  type: MessageType<S>,
  request: WireRequest,
  checks: Checks = {},
): Parsed<S> {
  const query = request.method === 'GET' ? readQuery(request) : {};
  const hasQuery = Object.keys(query).length > 0;
  const body = hasQuery ? undefined : readWireBody(request);
  return readRequest(type, { method: request.method, query, body }, checks);
}
