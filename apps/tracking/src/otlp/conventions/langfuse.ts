import type { Convention } from './convention.ts';

/** Langfuse: langfuse.com/docs/opentelemetry. */
export const langfuse: Convention = {
  kinds: {
    keys: ['langfuse.observation.type'],
    types: {
      generation: 'LLM',
      embedding: 'EMBEDDING',
      tool: 'TOOL',
      retriever: 'RETRIEVER',
      agent: 'AGENT',
      chain: 'CHAIN',
      evaluator: 'EVALUATOR',
      guardrail: 'GUARDRAIL',
      span: 'UNKNOWN',
    },
  },
  inputs: ['langfuse.observation.input'],
  outputs: ['langfuse.observation.output'],
};
