import type { MessageType, Shape } from '@millrace/contracts/wire/field';

/** The wire message that each handler reads, by class and method: the OpenAPI document is written from them. */
export const WIRE_MESSAGES = new WeakMap<object, Map<string | symbol, MessageType<Shape>>>();
