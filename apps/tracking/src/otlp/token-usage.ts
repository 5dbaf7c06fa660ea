import { pythonInt } from '@millrace/contracts/wire/checks';
import type { PythonValue } from '@millrace/contracts/wire/python-json';
import type { Convention, Tokens } from './conventions/convention.ts';
import { CONVENTIONS } from './conventions/conventions.ts';
import { type Attributes, decode } from './json-texts.ts';

/** How many tokens a span used, in the words of the first convention that tells any; undefined when none does. */
export function usageOf(attributes: Attributes): Record<string, PythonValue> | undefined {
  for (const convention of CONVENTIONS) {
    const count = (which: Tokens): number | undefined => toInteger(countOf(convention, attributes, which));
    const [input, output] = [count('input'), count('output')];
    const sum = input !== undefined && output !== undefined ? input + output : undefined;
    const total = count('total') ?? sum;
    if (input === undefined && output === undefined && total === undefined) continue;
    const usage = {
      input_tokens: input,
      output_tokens: output,
      total_tokens: total,
      cache_read_input_tokens: count('cacheRead'),
      cache_creation_input_tokens: count('cacheCreation'),
    };
    return Object.fromEntries(
      Object.entries(usage).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
  }
  return undefined;
}

function countOf(
  { tokens, countTokens }: Convention,
  attributes: Attributes,
  which: Tokens,
): PythonValue | undefined {
  if (countTokens) return countTokens(attributes, which);
  const key = tokens?.[which]?.find((name) => attributes[name] !== undefined);
  return key === undefined ? undefined : decode(attributes[key]);
}

/** Whole numbers, and texts of one; not what has a fraction. */
function toInteger(value: PythonValue | undefined): number | undefined {
  const isWhole = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string';
  return isWhole ? pythonInt(value) : undefined;
}
