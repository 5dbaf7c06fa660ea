import { dumpPythonJson, type PythonValue } from '@millrace/contracts/wire/python-json';
import { type Attributes, decode, firstText } from '../json-texts.ts';
import type { Convention } from './convention.ts';

const CHATS: readonly unknown[] = ['ai.generateText.doGenerate', 'ai.streamText.doStream'];
const LLM_OPERATIONS = ['generateText', 'streamText', 'generateObject', 'streamObject'];
const INPUTS = ['ai.prompt', 'ai.toolCall.args', 'ai.value', 'ai.values'];
const OUTPUTS = [
  'ai.response.text',
  'ai.toolCall.result',
  'ai.response.object',
  'ai.embedding',
  'ai.embeddings',
];

/** Vercel's AI SDK: ai-sdk.dev/docs/ai-sdk-core/telemetry. A chat's messages lie over several attributes. */
export const vercelAi: Convention = {
  kinds: {
    keys: ['ai.operationId'],
    types: {
      ...Object.fromEntries(
        LLM_OPERATIONS.flatMap((name) => [
          [`ai.${name}`, 'LLM'],
          [`ai.${name}.${name.startsWith('generate') ? 'doGenerate' : 'doStream'}`, 'LLM'],
        ]),
      ),
      'ai.toolCall': 'TOOL',
      'ai.embed': 'EMBEDDING',
      'ai.embed.doEmbed': 'EMBEDDING',
      'ai.embedMany': 'EMBEDDING',
    },
  },
  inputs: (attributes) => {
    if (!isVercelChat(attributes)) return firstText(attributes, INPUTS);
    const inputs = gathered(attributes, 'ai.prompt.');
    if (Array.isArray(inputs['tools'])) inputs['tools'] = inputs['tools'].map((tool) => unwrapped(tool));
    return dumped(inputs);
  },
  outputs: (attributes) =>
    isVercelChat(attributes) ? dumped(gathered(attributes, 'ai.response.')) : firstText(attributes, OUTPUTS),
};

export function isVercelChat(attributes: Attributes): boolean {
  return CHATS.includes(unwrapped(attributes['ai.operationId'] ?? null));
}

/** All attributes that begin so, by the rest of their names. */
function gathered(attributes: Attributes, prefix: string): Record<string, PythonValue> {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), unwrapped(text)]),
  );
}

/** JSON texts within JSON texts, three deep at most. */
function unwrapped(value: PythonValue, deeper = 2): PythonValue {
  if (typeof value !== 'string') return value;
  const inner = decode(value) ?? null;
  return deeper > 0 && inner !== value ? unwrapped(inner, deeper - 1) : inner;
}

function dumped(values: Record<string, PythonValue>): string | undefined {
  return Object.keys(values).length > 0 ? dumpPythonJson(values) : undefined;
}
