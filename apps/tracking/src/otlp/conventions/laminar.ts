import type { Convention } from './convention.ts';

/** Laminar: docs.lmnr.ai. Models and tokens go by GenAI's names. */
export const laminar: Convention = {
  kinds: {
    keys: ['lmnr.span.type'],
    types: {
      LLM: 'LLM',
      TOOL: 'TOOL',
      DEFAULT: 'CHAIN',
      PIPELINE: 'CHAIN',
      EXECUTOR: 'AGENT',
      EVALUATOR: 'EVALUATOR',
      HUMAN_EVALUATOR: 'EVALUATOR',
      EVALUATION: 'EVALUATOR',
      CACHED: 'LLM',
    },
  },
  inputs: ['lmnr.span.input'],
  outputs: ['lmnr.span.output'],
  messageFormat: (attributes) => ('lmnr.span.type' in attributes ? 'openai' : undefined),
};
