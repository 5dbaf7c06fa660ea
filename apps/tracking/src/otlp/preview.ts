import { truncate } from '@millrace/contracts/validation/names';

const MAX_LENGTH = 1000;

type Json = Record<string, unknown>;

/**
 * A line or two of a trace's inputs or outputs (JSON text), for lists of traces: of a conversation the last message of
 * that role, otherwise the text itself; at most 1,000 characters.
 */
export function preview(text: string, role: 'user' | 'assistant'): string {
  const content = lastMessage(parse(text), role) || text;
  const cut = truncate(content, MAX_LENGTH);
  return cut === content ? content : `${truncate(content, MAX_LENGTH - 3)}...`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lastMessage(value: unknown, role: string): string {
  const messages = messagesOf(value);
  const message = messages.findLast((each) => each['role'] === role) ?? messages.at(-1);
  return message === undefined ? '' : textOf(message['content']);
}

/** The messages in the forms that OpenAI's APIs have: requests and answers of chat completions and of responses. */
function messagesOf(value: unknown): Json[] {
  // The loop is for `request` within `request`, which JSON.parse has bounded.
  for (let object = value; isObject(object); object = object['request']) {
    for (const key of ['messages', 'choices', 'input', 'output']) {
      const list = object[key];
      if (!Array.isArray(list) || list.length === 0) continue;
      if (key !== 'choices') return list.filter(isMessage);
      const message: unknown = isObject(list[0]) ? list[0]['message'] : undefined;
      if (isMessage(message)) return [message];
    }
  }
  return [];
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  for (const part of content as unknown[]) {
    if (typeof part === 'string') return part;
    if (isObject(part) && (part['type'] === 'text' || part['type'] === 'output_text'))
      return typeof part['text'] === 'string' ? part['text'] : '';
  }
  return '';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMessage(value: unknown): value is Json {
  return isObject(value) && 'role' in value && 'content' in value;
}
