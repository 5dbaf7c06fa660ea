import { invalidParameter } from '@millrace/contracts/errors';
import type { Comparison, Field } from '../filter.ts';
import type { Grammar } from '../grammar.ts';
import { parseFilter } from '../parse-filter.ts';
import { isTextLike, keyOf, quotedText, withoutBackticks } from '../read-clause.ts';

/** What can be compared of each view, and whether it has keys. */
const ENTITIES: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  trace: { status: false, tag: true, metadata: true },
  span: { name: false, status: false, type: false },
  assessment: { name: false, type: false },
};

/** A condition of a query for metrics of traces: `trace.tag.<key> = 'x'`, `span.type = 'x'`, `assessment.name = 'x'`. */
export interface TraceMetricFilter {
  readonly view: string;
  readonly entity: string;
  /** Empty where the entity has no keys. */
  readonly key: string;
  readonly value: string;
}

const grammar: Grammar = {
  read: (parts) => {
    const [left, comparator, right] = parts;
    if (left?.kind !== 'identifier')
      throw invalidParameter(`Invalid comparison clause. Expected 'Identifier' found '${left?.text}'`);
    const field = readField(left.text);
    if (comparator?.text !== '=')
      throw invalidParameter(`Invalid comparator: '${comparator?.text}', only '=' operator is supported`);
    if (!right || !isTextLike(right))
      throw invalidParameter(
        `Expected a quoted string value for ${field.type.split('.')[1]} value (e.g. 'my-value'). Got value ${right?.text}`,
      );
    return { kind: 'comparison', ...field, comparator: '=', value: quotedText(right) };
  },
  check: (comparison) => comparison,
};

/** Reads one condition. Throws INVALID_PARAMETER_VALUE in MLflow's words; there is no AND here, and no extension. */
export function parseTraceMetricFilter(text: string): TraceMetricFilter {
  const filter = parseFilter(grammar, text);
  const parts = filter.kind === 'and' || filter.kind === 'or' ? filter.parts : [];
  if (parts.length > 1)
    throw invalidParameter(
      `Invalid clause(s) in filter string: ${parts
        .slice(1)
        .map(() => filter.kind.toUpperCase())
        .join(', ')}`,
    );
  const [only] = parts;
  if (only?.kind !== 'comparison')
    throw invalidParameter(
      filter.kind === 'and'
        ? `Invalid filter: '${text}'. Expected one filter clause.`
        : `Invalid clause(s) in filter string: ${text}`,
    );
  return readFilter(only);
}

/** Its values are quoted texts: the grammar takes no others. */
function readFilter({ type, key, value }: Comparison): TraceMetricFilter {
  const [view = '', entity = ''] = type.split('.');
  return { view, entity, key, value: value as string };
}

function readField(text: string): Field {
  const [before = '', entity, ...rest] = text.split('.');
  if (entity === undefined)
    throw invalidParameter(
      `Invalid identifier '${text}'. Columns should be specified as 'trace.<key>', 'span.<key>', 'assessment.<key>'.`,
    );
  const view = withoutBackticks(before);
  const entities = Object.hasOwn(ENTITIES, view) ? ENTITIES[view] : undefined;
  if (!entities)
    throw invalidParameter(
      `Invalid view type '${view}'. Valid values are dict_keys(['trace', 'span', 'assessment'])`,
    );
  if (!Object.hasOwn(entities, entity))
    throw invalidParameter(
      `Invalid entity '${entity}' specified for view type '${view}'. Valid entities are [${Object.keys(
        entities,
      )
        .map((name) => `'${name}'`)
        .join(', ')}]`,
    );
  const hasKey = entities[entity] === true;
  if (hasKey && rest.length === 0)
    throw invalidParameter(`Filtering by ${entity} requires a key, e.g. '${view}.${entity}.<key> = <value>'`);
  if (!hasKey && rest.length > 0)
    throw invalidParameter(`Filtering by ${entity} does not require a key, use '${view}.${entity}' instead`);
  return { type: `${view}.${entity}`, key: hasKey ? keyOf(rest.join('.')) : '' };
}
