import { parsePythonJson, PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';

/** A span, as far as adding up its trace's usage needs it. */
export interface UsageNode {
  readonly spanId: string;
  readonly parentSpanId: string | null;
  /** What the span itself used, if it says so. */
  readonly used: Readonly<Record<string, PythonValue>> | undefined;
}

const TOKENS = ['input_tokens', 'output_tokens', 'total_tokens'];
const CACHED_TOKENS = [
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'cache_creation_input_tokens_above_1hr',
];
const COSTS = ['input_cost', 'output_cost', 'total_cost'];

/** The numbers of tokens that a trace's spans used in all; undefined when no span says. */
export function aggregateTokens(nodes: readonly UsageNode[]): Record<string, number> | undefined {
  return aggregate(nodes, TOKENS, CACHED_TOKENS);
}

/** What a trace's spans cost in all, in US dollars; undefined when no span says. */
export function aggregateCost(nodes: readonly UsageNode[]): Record<string, number> | undefined {
  return aggregate(nodes, COSTS, []);
}

/** What an attribute (JSON text) says was used. */
export function usedBy(attribute: string | undefined): UsageNode['used'] {
  try {
    const value = parsePythonJson(attribute ?? 'null');
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && !(value instanceof PythonFloat) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A span that says what was used speaks for all below it: integrations sum up on the parents. */
function aggregate(
  nodes: readonly UsageNode[],
  keys: readonly string[],
  optionalKeys: readonly string[],
): Record<string, number> | undefined {
  const ids = new Set(nodes.map(({ spanId }) => spanId));
  const children = Map.groupBy(nodes, ({ parentSpanId }) =>
    parentSpanId !== null && ids.has(parentSpanId) ? parentSpanId : null,
  );
  const totals = Object.fromEntries(keys.map((key) => [key, 0]));
  let found = false;
  const pending = [...(children.get(null) ?? [])];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const { used } = node;
    if (used === undefined) {
      pending.push(...(children.get(node.spanId) ?? []));
      continue;
    }
    found = true;
    for (const key of keys) totals[key] = (totals[key] ?? 0) + numberOf(used[key]);
    for (const key of optionalKeys)
      if (Object.hasOwn(used, key)) totals[key] = (totals[key] ?? 0) + numberOf(used[key]);
  }
  return found ? totals : undefined;
}

function numberOf(value: PythonValue | undefined): number {
  const number = value instanceof PythonFloat ? value.value : value;
  return typeof number === 'number' || typeof number === 'bigint' ? Number(number) : 0;
}
