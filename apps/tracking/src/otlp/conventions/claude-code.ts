import { pythonInt } from '@millrace/contracts/wire/checks';
import { dumpPythonJson, PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';
import { type Attributes, decode, firstText, isTrue } from '../json-texts.ts';
import type { Convention, Tokens } from './convention.ts';
import { attribute } from './gen-ai.ts';

type Kind = 'interaction' | 'llm_request' | 'tool';

const TYPES: Readonly<Record<Kind, string>> = { interaction: 'AGENT', llm_request: 'LLM', tool: 'TOOL' };
const TOKENS: Readonly<Partial<Record<Tokens, string>>> = {
  input: 'input_tokens',
  output: 'output_tokens',
  cacheRead: 'cache_read_tokens',
  cacheCreation: 'cache_creation_tokens',
};
const DETAILS = ['full_command', 'file_path', 'skill_name', 'subagent_type'];
/** Stands for what the user did not allow to be told. */
const REDACTED = '<REDACTED>';

/** Claude Code: code.claude.com/docs/en/monitoring-usage. Its spans say in `span.type` what they are. */
export const claudeCode: Convention = {
  spanType: (attributes) => {
    const kind = kindOf(attributes);
    return kind && TYPES[kind];
  },
  countTokens: (attributes, which) => {
    if (kindOf(attributes) !== 'llm_request') return undefined;
    const count = (key: Tokens): number | undefined => integer(decode(attributes[TOKENS[key] ?? '']));
    const own = count(which);
    // Tokens of the cache are not among its input tokens, and are in MLflow's.
    return which === 'input' && own !== undefined
      ? own + (count('cacheRead') ?? 0) + (count('cacheCreation') ?? 0)
      : own;
  },
  inputs: (attributes) => {
    switch (kindOf(attributes)) {
      case 'interaction':
        return told(attributes, 'user_prompt') ?? told(attributes, 'new_context');
      case 'llm_request':
        return told(attributes, 'new_context');
      case 'tool':
        return told(attributes, 'tool_input') ?? details(attributes);
      default:
        return undefined;
    }
  },
  outputs: (attributes) => {
    const kind = kindOf(attributes);
    if (kind === 'llm_request') return told(attributes, 'response.model_output');
    return kind === 'tool' ? told(attributes, 'new_context') : undefined;
  },
  outputsOfEvents: (events, attributes) => {
    if (kindOf(attributes) !== 'tool') return undefined;
    for (const event of events.filter(({ name }) => name === 'tool.output'))
      for (const key of ['output', 'content', 'diff']) {
        const given = attribute(event.attributes, key);
        const value = typeof given === 'string' ? decode(given) : given;
        if (value !== undefined && isTrue(value) && value !== REDACTED)
          return dumpPythonJson(value, { ascii: false });
      }
    return undefined;
  },
};

function kindOf(attributes: Attributes): Kind | undefined {
  const value = decode(attributes['span.type']);
  const kind = typeof value === 'string' ? value.replace(/^claude_code\./, '') : '';
  return Object.hasOwn(TYPES, kind) ? (kind as Kind) : undefined;
}

function told(attributes: Attributes, key: string): string | undefined {
  const text = firstText(attributes, [key]);
  return text === undefined || decode(text) === REDACTED ? undefined : text;
}

function details(attributes: Attributes): string | undefined {
  const found = DETAILS.flatMap((key) => {
    const text = told(attributes, key);
    return text === undefined ? [] : [[key, decode(text) ?? null] as const];
  });
  return found.length > 0 ? dumpPythonJson(Object.fromEntries(found)) : undefined;
}

function integer(value: PythonValue | undefined): number | undefined {
  return pythonInt(value instanceof PythonFloat ? value.value : value);
}
