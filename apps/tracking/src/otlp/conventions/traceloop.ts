import type { Convention } from './convention.ts';

/** Traceloop, or OpenLLMetry: github.com/traceloop/openllmetry. */
export const traceloop: Convention = {
  kinds: {
    keys: ['traceloop.span.kind'],
    types: { workflow: 'WORKFLOW', task: 'TASK', agent: 'AGENT', tool: 'TOOL', unknown: 'UNKNOWN' },
  },
  tokens: {
    input: ['gen_ai.usage.prompt_tokens'],
    output: ['gen_ai.usage.completion_tokens'],
    total: ['llm.usage.total_tokens'],
  },
  inputs: [
    'traceloop.entity.input',
    /^gen_ai\.prompt\.\d+\.content/,
    /^gen_ai\.completion\.\d+\.tool_calls\.\d+\.arguments/,
  ],
  outputs: ['traceloop.entity.output', /^gen_ai\.completion\.\d+\.content/],
  provider: 'gen_ai.system',
};
