import { dumpPythonJson, type PythonValue } from '@millrace/contracts/wire/python-json';
import { decode, isTrue } from '../json-texts.ts';
import type { Convention, ConventionEvent } from './convention.ts';

const ROLE_OF_EVENT: Readonly<Record<string, string>> = {
  'gen_ai.system.message': 'system',
  'gen_ai.user.message': 'user',
  'gen_ai.assistant.message': 'assistant',
};

const TYPES: Readonly<Record<string, string>> = {
  chat: 'CHAT_MODEL',
  create_agent: 'AGENT',
  embeddings: 'EMBEDDING',
  execute_tool: 'TOOL',
  generate_content: 'LLM',
  invoke_agent: 'AGENT',
  text_completion: 'LLM',
  response: 'LLM',
};

/** OpenTelemetry's own: opentelemetry.io/docs/specs/semconv/gen-ai. It has no total of tokens. */
export const genAi = {
  kinds: {
    keys: ['gen_ai.operation.name'],
    types: TYPES,
  },
  tokens: {
    input: ['gen_ai.usage.input_tokens'],
    output: ['gen_ai.usage.output_tokens'],
    cacheRead: ['gen_ai.usage.cache_read.input_tokens'],
    cacheCreation: ['gen_ai.usage.cache_write.input_tokens', 'gen_ai.usage.cache_creation.input_tokens'],
  },
  inputs: ['gen_ai.input.messages', 'gen_ai.tool.call.arguments'],
  outputs: ['gen_ai.output.messages', 'gen_ai.tool.call.result'],
  models: ['gen_ai.response.model', 'gen_ai.request.model'],
  provider: 'gen_ai.provider.name',
  tools: ['gen_ai.tool.definitions'],
} satisfies Convention;

/** The messages of a conversation that came as events. */
export function inputMessages(events: readonly ConventionEvent[]): string | undefined {
  const messages = events.flatMap(({ name, attributes }) => {
    const role = ROLE_OF_EVENT[name];
    const content = attribute(attributes, 'content');
    return role !== undefined && isTrue(content) ? [{ role, content: decoded(content) }] : [];
  });
  return messages.length > 0 ? dumpPythonJson(messages) : undefined;
}

/** The answers that came as events. */
export function outputMessages(events: readonly ConventionEvent[]): string | undefined {
  const messages = events.flatMap(({ name, attributes }) => {
    const content = attribute(attributes, 'content');
    if (name !== 'gen_ai.choice' || !isTrue(content)) return [];
    const role = attribute(attributes, 'role') ?? 'assistant';
    return [{ role: decoded(role), content: decoded(content) }];
  });
  return messages.length > 0 ? dumpPythonJson(messages) : undefined;
}

/** An attribute of an event, whose values are not JSON texts. */
export function attribute(attributes: ConventionEvent['attributes'], key: string): PythonValue | undefined {
  return attributes.findLast(([name]) => name === key)?.[1];
}

function decoded(value: PythonValue | undefined): PythonValue {
  return (typeof value === 'string' ? decode(value) : value) ?? null;
}
