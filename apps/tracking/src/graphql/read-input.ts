import type { MessageType, Parsed, Shape } from '@millrace/contracts/wire/field';
import { parseMessage } from '@millrace/contracts/wire/parse-message';
import { GraphQLError } from 'graphql';

/** A field's argument `input` as the message that the REST API takes. Throws GraphQLError when there is none. */
export function readInput<S extends Shape>(type: MessageType<S>, args: Record<string, unknown>): Parsed<S> {
  const { input } = args;
  if (input === undefined || input === null)
    throw new GraphQLError(`The argument 'input' is required: an object of ${type.name}.`);
  const { message, complete } = parseMessage(type, input);
  if (!complete) throw new GraphQLError(`The argument 'input' is no valid ${type.name}.`);
  return message;
}
