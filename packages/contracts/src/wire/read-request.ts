import { invalidParameter } from '../errors.ts';
import type { Check, Checks } from './checks.ts';
import type { MessageType, Parsed, Shape } from './field.ts';
import { camelCase, parseMessage } from './parse-message.ts';
import { pythonJson, pythonTypeName } from './python-text.ts';

/** What a handler may read of an HTTP request: the method, the query's values in order, and the body as parsed JSON. */
export interface RequestSource {
  readonly method: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Parsed JSON; undefined when there was none or it was broken, which MLflow treats alike. */
  readonly body: unknown;
}

/**
 * Reads and checks a request message as `_get_request_message` of MLflow's server does: the query of a GET, otherwise the
 * body; then the checks, field by field. Throws INVALID_PARAMETER_VALUE with MLflow's own words.
 */
export function readRequest<S extends Shape>(
  type: MessageType<S>,
  source: RequestSource,
  checks: Checks = {},
): Parsed<S> {
  const json =
    source.method === 'GET' && Object.keys(source.query).length > 0
      ? queryToJson(type, source.query)
      : bodyToJson(source.body);
  rejectTwoSpellings(type, json);
  const { message, complete } = parseMessage(type, json);
  check(json, checks, complete);
  return message;
}

function queryToJson(type: MessageType<Shape>, query: RequestSource['query']): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(type.fields)) {
    const values = query[name];
    if (values === undefined) continue;
    if (field.kind === 'repeated') json[name] = values;
    else if (field.kind === 'bool') json[name] = readBool(values[0] ?? '');
    else json[name] = values[0];
  }
  return json;
}

function readBool(text: string): boolean {
  const lower = text.toLowerCase();
  if (lower !== 'true' && lower !== 'false')
    throw invalidParameter(`Invalid boolean value: ${text}, must be 'true' or 'false'.`);
  return lower === 'true';
}

function bodyToJson(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body))
    throw invalidParameter(`The request body must be a JSON object, got ${pythonTypeName(body)}.`);
  return body as Record<string, unknown>;
}

interface Spelling {
  readonly name: string;
  readonly other: string;
  /** The message that the field holds, when it holds messages. */
  readonly nested: MessageType<Shape> | undefined;
}

const spellingsByMessage = new WeakMap<MessageType<Shape>, readonly Spelling[]>();

/** The fields that have two spellings, or hold messages that may: worked out once, since this is done for every request. */
function spellingsOf(type: MessageType<Shape>): readonly Spelling[] {
  let spellings = spellingsByMessage.get(type);
  if (!spellings) {
    spellings = Object.entries(type.fields).flatMap(([name, field]) => {
      const item = field.kind === 'repeated' ? field.item : field;
      const nested = item.kind === 'message' ? item.message : undefined;
      const other = camelCase(name);
      return other === name && !nested ? [] : [{ name, other, nested }];
    });
    spellingsByMessage.set(type, spellings);
  }
  return spellings;
}

function rejectTwoSpellings(type: MessageType<Shape>, json: unknown): void {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return;
  const object = json as Record<string, unknown>;
  for (const { name, other, nested } of spellingsOf(type)) {
    if (other !== name && Object.hasOwn(object, name) && Object.hasOwn(object, other))
      throw invalidParameter(`Request specifies both '${name}' and '${other}'; provide only one of them.`);
    if (!nested) continue;
    const value = object[name] ?? object[other];
    for (const item of Array.isArray(value) ? value : [value]) rejectTwoSpellings(nested, item);
  }
}

function check(json: Record<string, unknown>, checks: Checks, parsedWhole: boolean): void {
  for (const [name, list] of Object.entries(checks)) {
    if (!Object.hasOwn(json, name) && !list.some((each) => each.kind === 'required')) continue;
    let value = json[name];
    // The older name of the field, which MLflow accepts where a run id is required.
    if (name === 'run_id' && (value === undefined || value === null)) value = json['run_uuid'];
    for (const each of list) if (!(each.kind === 'type' && parsedWhole)) apply(each, name, value);
  }
}

const HINT = ' See the API docs for more information about request parameters.';

function apply(check: Check, name: string, value: unknown): void {
  const outcome = check.test(value);
  if (outcome === true) return;
  if (typeof outcome === 'string') throw invalidParameter(outcome + HINT);
  if (check.kind === 'required')
    throw invalidParameter(`Missing value for required parameter '${name}'.${HINT}`);
  const type = pythonTypeName(value);
  throw invalidParameter(
    `Invalid value ${pythonJson(value)} for parameter '${name}' supplied:  Hint: Value was of type '${type}'.${HINT}`,
  );
}
