import { decode } from '../json-texts.ts';
import type { Convention } from './convention.ts';
import { genAi, inputMessages, outputMessages } from './gen-ai.ts';

const AGENT = ['lk.agent_name', 'lk.instructions', 'lk.generation_id'];
const SPEECH = ['lk.input_text', 'lk.user_transcript', 'lk.transcript_confidence', 'lk.transcription_delay'];

/** LiveKit's voice agents: GenAI's attributes and events, and its own, from which a span's type follows. */
export const liveKit: Convention = {
  spanType: (attributes) => {
    if ('gen_ai.request.model' in attributes) return 'LLM';
    const operation = decode(attributes['gen_ai.operation.name']);
    const type = typeof operation === 'string' ? typeOfOperation(operation.toLowerCase()) : undefined;
    if (type !== undefined) return type;
    return Object.keys(attributes)
      .map(typeByName)
      .find((found) => found !== undefined);
  },
  inputs: ['lk.user_input', 'lk.user_transcript', 'lk.chat_ctx', 'lk.input_text'],
  outputs: ['lk.response.text', 'lk.response.function_calls'],
  inputsOfEvents: inputMessages,
  outputsOfEvents: outputMessages,
  messageFormat: (attributes) =>
    Object.keys(attributes).some((key) => key.startsWith('lk.')) ? 'livekit' : undefined,
};

function typeOfOperation(operation: string): string | undefined {
  const { types } = genAi.kinds;
  return Object.hasOwn(types, operation) ? types[operation] : undefined;
}

function typeByName(key: string): string | undefined {
  if (key === 'lk.retry_count') return 'LLM';
  if (key.startsWith('lk.function_tool')) return 'TOOL';
  if (AGENT.includes(key)) return 'AGENT';
  return key.startsWith('lk.tts') || SPEECH.includes(key) ? 'UNKNOWN' : undefined;
}
