import { dumpPythonJson, PythonFloat } from '@millrace/contracts/wire/python-json';
import { type Attributes, decode, isObject } from './json-texts.ts';

/** What a span cost, in US dollars, as JSON text; undefined where it does not tell enough, or has no known price. */
export type CostOf = (attributes: Attributes) => string | undefined;

/** Models that a gateway stands for: what they cost is not in their names. */
const ROUTED = /^(?:gateway|endpoints):\//;

/** Loads the list of prices, which most servers never need. */
export async function loadCosts(): Promise<CostOf> {
  const { calcPrice } = await import('@pydantic/genai-prices');
  return (attributes) => {
    const usage = decode(attributes['mlflow.chat.tokenUsage']);
    const model = decode(attributes['mlflow.llm.model']);
    const provider = decode(attributes['mlflow.llm.provider']);
    if (!isObject(usage) || typeof model !== 'string' || model === '' || ROUTED.test(model)) return undefined;
    const count = (key: string, most: number): number =>
      Math.min(Math.max(Number(usage[key] ?? 0) || 0, 0), most);
    const input = count('input_tokens', Number.MAX_SAFE_INTEGER);
    const output = count('output_tokens', Number.MAX_SAFE_INTEGER);
    if (input === 0 && output === 0) return undefined;
    const read = count('cache_read_input_tokens', input);
    const written = count('cache_creation_input_tokens', input - read);
    const tokens = {
      input_tokens: input,
      output_tokens: output,
      cache_read_tokens: read,
      cache_write_tokens: written,
    };
    const named =
      typeof provider === 'string' && provider !== '' ? { providerId: provider.toLowerCase() } : undefined;
    const price = (named && calcPrice(tokens, model, named)) ?? calcPrice(tokens, model);
    if (!price) return undefined;
    return dumpPythonJson({
      input_cost: new PythonFloat(price.input_price),
      output_cost: new PythonFloat(price.output_price),
      total_cost: new PythonFloat(price.input_price + price.output_price),
    });
  };
}
