import { dumpPythonJson } from '@millrace/contracts/wire/python-json';
import { isTrue } from '../json-texts.ts';
import type { Convention, ConventionEvent } from './convention.ts';
import { attribute } from './gen-ai.ts';

/** Spring AI: GenAI's attributes, with the prompt and its completion as events. */
export const springAi: Convention = {
  inputsOfEvents: (events) => content(events, 'gen_ai.content.prompt', 'gen_ai.prompt'),
  outputsOfEvents: (events) => content(events, 'gen_ai.content.completion', 'gen_ai.completion'),
};

function content(events: readonly ConventionEvent[], name: string, key: string): string | undefined {
  const value = events
    .filter((event) => event.name === name)
    .map(({ attributes }) => attribute(attributes, key))
    .find(isTrue);
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : dumpPythonJson(value);
}
