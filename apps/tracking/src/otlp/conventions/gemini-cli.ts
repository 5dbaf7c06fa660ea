import { dumpPythonJson, type PythonValue } from '@millrace/contracts/wire/python-json';
import { type Attributes, decode, firstText, isObject } from '../json-texts.ts';
import type { Convention } from './convention.ts';
import { genAi } from './gen-ai.ts';

const TYPES: Readonly<Record<string, string>> = { llm_call: 'LLM', tool_call: 'TOOL', agent_call: 'AGENT' };

/** Google's command line agent: GenAI's attributes with its own names of operations, and messages as the Gemini SDK has them. */
export const geminiCli: Convention = {
  spanType: (attributes) => {
    const operation = decode(attributes['gen_ai.operation.name']);
    return isGemini(attributes) && typeof operation === 'string' && Object.hasOwn(TYPES, operation)
      ? TYPES[operation]
      : undefined;
  },
  inputs: (attributes) => wrapped(attributes, genAi.inputs, asInput),
  outputs: (attributes) => wrapped(attributes, genAi.outputs, asOutput),
  messageFormat: (attributes) => (isGemini(attributes) ? 'gemini' : undefined),
};

function isGemini(attributes: Attributes): boolean {
  return decode(attributes['gen_ai.agent.name']) === 'gemini-cli';
}

function wrapped(
  attributes: Attributes,
  keys: readonly string[],
  wrap: (value: PythonValue) => PythonValue | undefined,
): string | undefined {
  const text = isGemini(attributes) ? firstText(attributes, keys) : undefined;
  if (text === undefined) return undefined;
  const wrappedValue = wrap(decode(text) ?? null);
  return wrappedValue === undefined ? text : dumpPythonJson(wrappedValue);
}

function asInput(value: PythonValue): PythonValue | undefined {
  return Array.isArray(value) || typeof value === 'string' ? { contents: value } : undefined;
}

function asOutput(value: PythonValue): PythonValue | undefined {
  const parts = (Array.isArray(value) ? value : []).flatMap((item) =>
    isObject(item) && Array.isArray(item['parts']) ? item['parts'] : [],
  );
  return parts.length > 0 ? { candidates: [{ content: { role: 'model', parts } }] } : undefined;
}
