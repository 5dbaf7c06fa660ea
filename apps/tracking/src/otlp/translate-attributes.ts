import { dumpPythonJson, type PythonValue } from '@millrace/contracts/wire/python-json';
import type { Convention, ConventionEvent } from './conventions/convention.ts';
import { CONVENTIONS, CONVENTIONS_OF_EVENTS } from './conventions/conventions.ts';
import { isVercelChat, vercelAi } from './conventions/vercel-ai.ts';
import { type Attributes, decode, firstText, isObject } from './json-texts.ts';
import type { CostOf } from './span-cost.ts';
import { usageOf } from './token-usage.ts';

const TYPE = 'mlflow.spanType';
const INPUTS = 'mlflow.spanInputs';
const OUTPUTS = 'mlflow.spanOutputs';
const FORMAT = 'mlflow.message.format';

/**
 * What MLflow adds to a span's attributes (JSON texts) when it stores them, from the names that instrumentations use: type,
 * inputs and outputs, token usage, the form of messages, tools, model, provider and cost. What the span says itself stays.
 */
export function translateAttributes(
  given: Attributes,
  events: readonly ConventionEvent[],
  costOf: CostOf,
): Attributes {
  const all: Record<string, string> = { ...given };
  const add = (name: string, find: () => string | undefined): void => {
    const text = all[name] === undefined ? find() : undefined;
    if (text !== undefined && text !== '') all[name] = text;
  };
  const addValue = (name: string, find: () => PythonValue | undefined): void =>
    add(name, () => {
      const value = find();
      return value === undefined ? undefined : dumpPythonJson(value, { ascii: false });
    });

  const type = first((convention) => typeOf(convention, given));
  if (type !== undefined && [undefined, null, '', 'UNKNOWN'].includes(decode(all[TYPE]) as string | null))
    all[TYPE] = JSON.stringify(type);
  add(INPUTS, () => inputsOf(all, events));
  add(OUTPUTS, () => outputsOf(all, events));
  addValue('mlflow.chat.tokenUsage', () => usageOf(all));
  addValue(FORMAT, () => first(({ messageFormat }) => messageFormat?.(all)));
  add('mlflow.chat.tools', () => first(({ tools = [] }) => firstText(all, tools)));
  addValue('mlflow.llm.model', () => modelOf(all));
  addValue('mlflow.llm.provider', () =>
    first(({ provider }) => provider && decode(firstText(all, [provider]))),
  );
  add('mlflow.llm.cost', () => costOf(all));
  return all;
}

function first<T>(find: (convention: Convention) => T | undefined): T | undefined {
  for (const convention of CONVENTIONS) {
    const found = find(convention);
    if (found !== undefined) return found;
  }
  return undefined;
}

function typeOf({ kinds, spanType }: Convention, attributes: Attributes): string | undefined {
  if (spanType) return spanType(attributes);
  for (const key of kinds?.keys ?? []) {
    const kind = decode(attributes[key]);
    if (kinds && typeof kind === 'string' && Object.hasOwn(kinds.types, kind)) return kinds.types[kind];
  }
  return undefined;
}

function inputsOf(all: Record<string, string>, events: readonly ConventionEvent[]): string | undefined {
  for (const convention of CONVENTIONS) {
    const { inputs = [] } = convention;
    // As MLflow has it: without quotes, and told even where there is no input.
    if (convention === vercelAi && isVercelChat(all)) all[FORMAT] = 'vercel_ai';
    const found = typeof inputs === 'function' ? inputs(all) : firstText(all, inputs);
    if (found !== undefined && found !== '') return found;
  }
  for (const { inputsOfEvents } of CONVENTIONS_OF_EVENTS) {
    const found = inputsOfEvents?.(events, all);
    if (found !== undefined) return found;
  }
  return undefined;
}

function outputsOf(all: Attributes, events: readonly ConventionEvent[]): string | undefined {
  const own = first(({ outputs = [] }) =>
    typeof outputs === 'function' ? outputs(all) : firstText(all, outputs),
  );
  if (own !== undefined) return own;
  for (const { outputsOfEvents } of CONVENTIONS_OF_EVENTS) {
    const found = outputsOfEvents?.(events, all);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The model's name: some instrumentations tell it only in what goes in or comes out. */
function modelOf(all: Attributes): PythonValue | undefined {
  const named = first(({ models = [] }) => decode(firstText(all, models)));
  if (named !== undefined) return named;
  for (const key of [INPUTS, OUTPUTS]) {
    const value = decode(all[key]);
    const model = isObject(value) && Object.hasOwn(value, 'model') ? value['model'] : undefined;
    if (model) return typeof model === 'string' ? model : undefined;
  }
  return undefined;
}
