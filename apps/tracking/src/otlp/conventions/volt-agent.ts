import { decode } from '../json-texts.ts';
import type { Convention } from './convention.ts';

const DETECTED_BY = ['voltagent.operation_id', 'voltagent.conversation_id'];

/** VoltAgent: voltagent.dev. Its root spans have an entity's type alone, and others also a span's, which is the truer one. */
export const voltAgent: Convention = {
  kinds: {
    keys: ['span.type', 'entity.type'],
    types: { agent: 'AGENT', llm: 'LLM', tool: 'TOOL', memory: 'MEMORY' },
  },
  countTokens: (attributes, which) => {
    const name = { input: 'prompt_tokens', output: 'completion_tokens', total: 'total_tokens' }[
      which as string
    ];
    return name === undefined
      ? undefined
      : decode(attributes[`usage.${name}`] || attributes[`llm.usage.${name}`]);
  },
  inputs: ['agent.messages', 'llm.messages', 'input'],
  outputs: ['output'],
  messageFormat: (attributes) => (DETECTED_BY.some((key) => key in attributes) ? 'voltagent' : undefined),
};
