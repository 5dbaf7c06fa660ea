import type { Field, JsonValue, MessageType, Parsed, Shape } from './field.ts';
import { ParseError, parseScalar, UNKNOWN_ENUM_NAME } from './parse-scalar.ts';

/** protobuf's own bound on nesting; deeper JSON is refused. */
const MAX_DEPTH = 100;

export interface ParseOutcome<S extends Shape> {
  /** The message as far as it could be read: fields after a failure keep their absence, as in protobuf's parser. */
  readonly message: Parsed<S>;
  /** False when some field had a wrong type. MLflow then checks the types of the fields it names, and goes on if they pass. */
  readonly complete: boolean;
}

/** Reads JSON into a message as protobuf's parser does: both spellings of a name, unknown fields ignored, numbers as text. */
export function parseMessage<S extends Shape>(type: MessageType<S>, json: unknown): ParseOutcome<S> {
  const target = emptyMessage(type);
  try {
    fill(target, type, json, 1);
    return { message: target as Parsed<S>, complete: true };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { message: target as Parsed<S>, complete: false };
  }
}

function emptyMessage(type: MessageType<Shape>): Record<string, unknown> {
  const target: Record<string, unknown> = {};
  for (const { name, kind } of containersOf(type)) target[name] = kind === 'repeated' ? [] : {};
  return target;
}

type Containers = readonly { readonly name: string; readonly kind: 'repeated' | 'map' }[];
const containersByMessage = new WeakMap<MessageType<Shape>, Containers>();

/** The fields that are there when they are empty: worked out once, since a batch has a thousand messages. */
function containersOf(type: MessageType<Shape>): Containers {
  let containers = containersByMessage.get(type);
  if (!containers) {
    containers = Object.entries(type.fields).flatMap(([name, { kind }]) =>
      kind === 'repeated' || kind === 'map' ? [{ name, kind }] : [],
    );
    containersByMessage.set(type, containers);
  }
  return containers;
}

function fill(target: Record<string, unknown>, type: MessageType<Shape>, json: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw new ParseError(`Message too deep. Max recursion depth is ${MAX_DEPTH}`);
  // Python iterates the characters of a string here and finds no field of such a name.
  if (typeof json === 'string') return;
  if (Array.isArray(json)) return rejectFieldNames(type, json);
  if (typeof json !== 'object' || json === null) throw new ParseError(`${type.name} must be an object`);
  const seenOneofs = type.oneofs.length > 0 ? new Set<readonly string[]>() : undefined;
  for (const [key, value] of Object.entries(json)) {
    const name = fieldName(type, key);
    if (name === undefined) continue;
    const field = type.fields[name] as Field<unknown>;
    const oneof = seenOneofs && type.oneofs.find((group) => group.includes(name));
    if (oneof && value !== null) {
      if (seenOneofs.has(oneof)) throw new ParseError(`Only one of ${oneof.join(', ')} may be given`);
      seenOneofs.add(oneof);
    }
    if (value === null) clear(target, name, field);
    else setField(target, name, field, value, depth);
  }
}

/** A list where an object belongs is an error only if it names a field (Python's `js[name]` then fails). */
function rejectFieldNames(type: MessageType<Shape>, items: unknown[]): void {
  for (const item of items)
    if (typeof item !== 'string' || fieldName(type, item) !== undefined)
      throw new ParseError(`${type.name} must be an object`);
}

function clear(target: Record<string, unknown>, name: string, field: Field<unknown>): void {
  if (field.kind === 'value') target[name] = null;
  else if (field.kind === 'repeated') target[name] = [];
  else if (field.kind === 'map') target[name] = {};
  else delete target[name];
}

function setField(
  target: Record<string, unknown>,
  name: string,
  field: Field<unknown>,
  json: unknown,
  depth: number,
): void {
  if (field.kind === 'repeated') {
    const items: unknown[] = [];
    target[name] = items;
    if (!Array.isArray(json)) throw new ParseError(`${name} must be a list`);
    for (const item of json) appendItem(items, field.item, item, depth);
  } else if (field.kind === 'map') {
    // No prototype: a key of the caller's choosing, such as __proto__, stays a key.
    const entries = Object.create(null) as Record<string, unknown>;
    target[name] = entries;
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      throw new ParseError(`${name} must be an object`);
    for (const [key, item] of Object.entries(json)) {
      if (item === null && field.item.kind !== 'value')
        throw new ParseError(`${name}.${key} must not be null`);
      setField(entries, key, field.item, item, depth);
    }
  } else if (field.kind === 'message') {
    const nested = emptyMessage(field.message);
    target[name] = nested;
    fill(nested, field.message, json, depth + 1);
  } else if (field.kind === 'value' || field.kind === 'struct') {
    target[name] = parseFreeJson(field.kind, json, depth);
  } else {
    // A duration or time that fails is left as zero, but there: protobuf's are messages.
    if (field.kind === 'duration') target[name] = '0s';
    else if (field.kind === 'timestamp') target[name] = '1970-01-01T00:00:00Z';
    const parsed = parseScalar(field, json);
    if (parsed !== UNKNOWN_ENUM_NAME) target[name] = parsed;
  }
}

function appendItem(items: unknown[], field: Field<unknown>, json: unknown, depth: number): void {
  if (json === null && field.kind !== 'value') {
    // As protobuf leaves it: the item is added before it is looked at.
    if (field.kind === 'message') items.push(emptyMessage(field.message));
    throw new ParseError('null is not allowed in a list');
  }
  const holder: Record<string, unknown> = {};
  try {
    setField(holder, 'item', field, json, depth);
  } finally {
    // A message that fails half-way stays in the list as far as it was read, as protobuf leaves it.
    if ('item' in holder) items.push(holder['item']);
  }
}

function parseFreeJson(kind: 'value' | 'struct', json: unknown, depth: number): JsonValue {
  if (kind === 'struct' && (typeof json !== 'object' || json === null || Array.isArray(json)))
    throw new ParseError('Expected an object');
  checkDepth(json, depth + 1);
  return json as JsonValue;
}

function checkDepth(json: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw new ParseError(`Message too deep. Max recursion depth is ${MAX_DEPTH}`);
  if (typeof json !== 'object' || json === null) return;
  for (const item of Object.values(json)) checkDepth(item, depth + 1);
}

const namesByMessage = new WeakMap<MessageType<Shape>, Map<string, string>>();

/** The field's own name for either spelling of it, or undefined for a field the message does not have. */
export function fieldName(type: MessageType<Shape>, key: string): string | undefined {
  let names = namesByMessage.get(type);
  if (!names) {
    names = new Map();
    for (const name of Object.keys(type.fields)) names.set(name, name).set(camelCase(name), name);
    namesByMessage.set(type, names);
  }
  return names.get(key);
}

const camelCases = new Map<string, string>();

/** The other spelling of a field's name. Asked for every field of every request, and only of names that messages have. */
export function camelCase(name: string): string {
  let other = camelCases.get(name);
  if (other === undefined) {
    other = name.replace(/_([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
    camelCases.set(name, other);
  }
  return other;
}
