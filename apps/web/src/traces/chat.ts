export interface ChatToolCall {
  readonly name: string;
  /** JSON where it was JSON. */
  readonly input: unknown;
}

export interface ChatMessage {
  readonly role: string;
  readonly text: string;
  /** `data:` addresses of images. */
  readonly images: readonly string[];
  readonly toolCalls: readonly ChatToolCall[];
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const MOST = 500;

/**
 * The conversation that a span's inputs or outputs hold, in any of the shapes that are common: OpenAI's chat completions
 * and responses, Anthropic's, Gemini's, LangChain's and OpenTelemetry's. Undefined where there is none.
 */
export function chatOf(value: unknown): ChatMessage[] | undefined {
  const messages = findMessages(value)
    ?.slice(0, MOST)
    .flatMap((each) => messageOf(each) ?? []);
  return messages && messages.length > 0 ? messages : undefined;
}

function findMessages(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value.length === 1 && Array.isArray(value[0]) ? value[0] : value;
    return list.length > 0 && list.every((each) => messageOf(each) !== undefined) ? list : undefined;
  }
  if (!isObject(value)) return undefined;
  if (messageOf(value)) return [value];
  for (const key of ['messages', 'input', 'output', 'contents']) {
    const found = Array.isArray(value[key]) ? findMessages(value[key]) : undefined;
    if (found) return found;
  }
  for (const [list, key] of [
    ['choices', 'message'],
    ['candidates', 'content'],
  ] as const) {
    const choices = value[list];
    if (Array.isArray(choices))
      return findMessages(choices.map((each) => (isObject(each) ? each[key] : each)));
  }
  const generations = value['generations'];
  if (Array.isArray(generations))
    return findMessages(generations.flat().map((each) => (isObject(each) ? each['message'] : each)));
  return isObject(value['message']) ? findMessages([value['message']]) : undefined;
}

const LANGCHAIN_ROLES: Readonly<Record<string, string>> = {
  human: 'user',
  ai: 'assistant',
  system: 'system',
  tool: 'tool',
};

function messageOf(value: unknown): ChatMessage | undefined {
  if (!isObject(value)) return undefined;
  if (value['type'] === 'function_call')
    return { role: 'assistant', text: '', images: [], toolCalls: [toolCallOf(value)] };
  if (value['type'] === 'function_call_output')
    return { role: 'tool', text: String(value['output']), images: [], toolCalls: [] };
  const role = value['role'] ?? LANGCHAIN_ROLES[String(value['type'])];
  if (typeof role !== 'string') return undefined;
  const content = value['content'] ?? value['parts'];
  const calls = Array.isArray(value['tool_calls']) ? value['tool_calls'].filter(isObject) : [];
  if (content === undefined && calls.length === 0) return undefined;
  const parts = Array.isArray(content) ? (content as readonly unknown[]) : [content];
  return {
    role: role === 'model' ? 'assistant' : role,
    text: parts.map(textOf).filter(Boolean).join('\n\n'),
    images: parts.flatMap(imageOf),
    toolCalls: [...calls.map(toolCallOf), ...parts.filter(isObject).filter(isToolUse).map(toolCallOf)],
  };
}

function textOf(part: unknown): string {
  if (typeof part === 'string') return part;
  if (!isObject(part) || isToolUse(part)) return '';
  const text = part['text'] ?? part['content'] ?? part['response'] ?? part['result'];
  if (typeof text === 'string') return text;
  if (Array.isArray(text)) return text.map(textOf).filter(Boolean).join('\n');
  return text === undefined ? '' : JSON.stringify(text);
}

function imageOf(part: unknown): string[] {
  if (!isObject(part)) return [];
  const image = part['image_url'];
  const url = isObject(image) ? image['url'] : image;
  return typeof url === 'string' && /^data:image\/(?:png|jpeg|gif|webp);/.test(url) ? [url] : [];
}

const isToolUse = (part: Json): boolean => ['tool_use', 'tool_call'].includes(String(part['type']));

function toolCallOf(call: Json): ChatToolCall {
  const called = isObject(call['function']) ? call['function'] : call;
  const input = called['arguments'] ?? called['args'] ?? called['input'];
  const name = called['name'];
  return {
    name: typeof name === 'string' ? name : 'tool',
    input: typeof input === 'string' ? parsed(input) : input,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
