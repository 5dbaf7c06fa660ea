import type { Convention } from './convention.ts';

/** Google's Agent Development Kit: GenAI's attributes but for what goes in and out. */
export const googleAdk: Convention = {
  inputs: ['gcp.vertex.agent.llm_request', 'gcp.vertex.agent.tool_call_args'],
  outputs: ['gcp.vertex.agent.llm_response', 'gcp.vertex.agent.tool_response'],
};
