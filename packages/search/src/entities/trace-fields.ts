import { invalidParameter } from '@millrace/contracts/errors';
import type { Field } from '../filter.ts';
import { reprSet } from '../python-repr.ts';
import { keyOf, splitOnce, withoutBackticks } from '../read-clause.ts';

export const TRACE_NUMBERS = [
  'timestamp_ms',
  'timestamp',
  'execution_time_ms',
  'execution_time',
  'end_time_ms',
  'end_time',
];

const TYPES = ['tag', 'request_metadata', 'attribute', 'span', 'feedback', 'expectation', 'issue'];
const ALIASES: Readonly<Record<string, string>> = {
  tags: 'tag',
  attributes: 'attribute',
  trace: 'attribute',
  metadata: 'request_metadata',
};

export function readTraceField(text: string, attributes: readonly string[]): Field {
  const [first, rest] = splitOnce(text);
  const type = rest === undefined ? 'attribute' : typeOf(withoutBackticks(first));
  const key = keyOf(rest ?? first);
  if (type === 'attribute' && !attributes.includes(key))
    throw invalidParameter(
      `Invalid attribute key '${key}' specified. Valid keys are '${reprSet(attributes)}'`,
    );
  return { type, key };
}

function typeOf(name: string): string {
  if (TYPES.includes(name)) return name;
  const type = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  if (type !== undefined) return type;
  throw invalidParameter(
    `Invalid entity type '${name}'. Valid values are ${reprSet([...TYPES, ...Object.keys(ALIASES)])}`,
  );
}

const STORED: Readonly<Record<string, Partial<Field>>> = {
  name: { type: 'tag', key: 'mlflow.traceName' },
  prompt: { type: 'tag', key: 'mlflow.linkedPrompts' },
  run_id: { type: 'request_metadata', key: 'mlflow.sourceRun' },
  text: { type: 'span', key: 'content' },
  timestamp: { key: 'timestamp_ms' },
  execution_time: { key: 'execution_time_ms' },
  end_time: { key: 'end_time_ms' },
};

/** Where a field is kept: `name` is a tag. MLflow does this to keys of every type but spans, whatever their case. */
export function withStoredField<F extends Field>(field: F): F {
  const key = field.key.toLowerCase();
  if (field.type === 'span' || !Object.hasOwn(STORED, key)) return field;
  return { ...field, ...STORED[key] };
}
