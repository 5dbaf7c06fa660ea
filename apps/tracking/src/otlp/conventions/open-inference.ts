import type { Convention } from './convention.ts';

const SAME = [
  'TOOL',
  'CHAIN',
  'LLM',
  'RETRIEVER',
  'EMBEDDING',
  'AGENT',
  'RERANKER',
  'UNKNOWN',
  'GUARDRAIL',
  'EVALUATOR',
];

/** OpenInference (Arize): github.com/Arize-ai/openinference, semantic conventions. */
export const openInference: Convention = {
  kinds: { keys: ['openinference.span.kind'], types: Object.fromEntries(SAME.map((kind) => [kind, kind])) },
  tokens: {
    input: ['llm.token_count.prompt'],
    output: ['llm.token_count.completion'],
    total: ['llm.token_count.total'],
    cacheRead: ['llm.token_count.prompt_details.cache_read'],
    cacheCreation: ['llm.token_count.prompt_details.cache_write'],
  },
  inputs: ['input.value'],
  outputs: ['output.value'],
  models: ['llm.response.model_name', 'llm.model_name', 'llm.request.model_name', 'embedding.model_name'],
  provider: 'llm.provider',
};
