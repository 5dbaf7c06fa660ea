import { dumpPythonJson, parsePythonJson, type PythonValue } from '@millrace/contracts/wire/python-json';

type Attributes = Record<string, string>;

const MODEL = 'mlflow.llm.model';

/**
 * What MLflow adds to a span's attributes (JSON texts) when it stores them, from the names that OpenTelemetry's GenAI
 * conventions and their forerunners use: inputs and outputs, token usage, the model. What the span says itself stays.
 */
export function translateAttributes(attributes: Attributes): Attributes {
  const all = { ...attributes };
  addFirst(all, 'mlflow.spanInputs', INPUTS);
  addFirst(all, 'mlflow.spanOutputs', OUTPUTS);
  if (all['mlflow.chat.tokenUsage'] === undefined) {
    const usage = usageOf(all);
    if (usage !== undefined) all['mlflow.chat.tokenUsage'] = dumpPythonJson(usage, { ascii: false });
  }
  if (all[MODEL] === undefined) {
    const model = modelOf(all);
    if (model !== undefined) all[MODEL] = dumpPythonJson(model, { ascii: false });
  }
  if (all['mlflow.llm.provider'] === undefined) {
    const provider = PROVIDERS.map((key) => decode(all[key])).find((value) => Boolean(value));
    if (provider !== undefined) all['mlflow.llm.provider'] = dumpPythonJson(provider, { ascii: false });
  }
  return all;
}

const INPUTS = [
  'input.value',
  'gen_ai.input.messages',
  'gen_ai.tool.call.arguments',
  'traceloop.entity.input',
];
const OUTPUTS = [
  'output.value',
  'gen_ai.output.messages',
  'gen_ai.tool.call.result',
  'traceloop.entity.output',
];
const MODELS = ['llm.model_name', 'embedding.model_name', 'gen_ai.response.model', 'gen_ai.request.model'];
const PROVIDERS = ['llm.provider', 'gen_ai.provider.name', 'gen_ai.system'];
const USAGES = [
  { input: 'llm.token_count.prompt', output: 'llm.token_count.completion', total: 'llm.token_count.total' },
  { input: 'gen_ai.usage.input_tokens', output: 'gen_ai.usage.output_tokens', total: '' },
  {
    input: 'gen_ai.usage.prompt_tokens',
    output: 'gen_ai.usage.completion_tokens',
    total: 'llm.usage.total_tokens',
  },
];

function addFirst(attributes: Attributes, name: string, sources: readonly string[]): void {
  if (attributes[name] !== undefined) return;
  const source = sources.map((key) => attributes[key]).find((text) => Boolean(decode(text)));
  if (source !== undefined) attributes[name] = source;
}

function usageOf(attributes: Attributes): Record<string, PythonValue> | undefined {
  for (const keys of USAGES) {
    const input = toInteger(attributes[keys.input]);
    const output = toInteger(attributes[keys.output]);
    const sum = input !== undefined && output !== undefined ? input + output : undefined;
    const total = toInteger(attributes[keys.total]) ?? sum;
    if (input === undefined && output === undefined && total === undefined) continue;
    return {
      ...(input !== undefined && { input_tokens: input }),
      ...(output !== undefined && { output_tokens: output }),
      ...(total !== undefined && { total_tokens: total }),
    };
  }
  return undefined;
}

function modelOf(attributes: Attributes): PythonValue | undefined {
  const named = MODELS.map((key) => decode(attributes[key])).find((value) => Boolean(value));
  if (named !== undefined) return named;
  for (const key of ['mlflow.spanInputs', 'mlflow.spanOutputs']) {
    const value = decode(attributes[key]);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'model')) continue;
    const { model } = value as { model: PythonValue };
    if (typeof model === 'string' && model !== '') return model;
  }
  return undefined;
}

function toInteger(text: string | undefined): number | undefined {
  const value = decode(text);
  const digits = typeof value === 'number' ? String(value) : value;
  return typeof digits === 'string' && /^[+-]?\d{1,15}$/.test(digits.trim()) ? Number(digits) : undefined;
}

function decode(text: string | undefined): PythonValue | undefined {
  if (text === undefined) return undefined;
  try {
    return parsePythonJson(text);
  } catch {
    return text;
  }
}
