import { invalidParameter } from '@millrace/contracts/errors';
import type { Field } from '../filter.ts';
import { reprList, reprSet } from '../python-repr.ts';
import { keyOf, splitOnce, withoutBackticks } from '../read-clause.ts';

const TYPES: Readonly<Record<string, string>> = {
  metric: 'metric',
  metrics: 'metric',
  parameter: 'parameter',
  parameters: 'parameter',
  param: 'parameter',
  params: 'parameter',
  tag: 'tag',
  tags: 'tag',
  attribute: 'attribute',
  attributes: 'attribute',
  attr: 'attribute',
  run: 'attribute',
  dataset: 'dataset',
  datasets: 'dataset',
};

/** `metrics.loss`, `` `params`.lr ``, `status`: a field of a run (`_get_identifier` of MLflow's SearchUtils). */
export function readRunField(text: string, attributes: readonly string[]): Field {
  const [first, rest] = splitOnce(text);
  const type = rest === undefined ? 'attribute' : typeOf(withoutBackticks(first));
  const key = keyOf(rest ?? first);
  if (type === 'attribute') requireAttribute(key, attributes);
  if (type === 'dataset' && !DATASET_KEYS.includes(key))
    throw invalidParameter(
      `Invalid dataset key '${key}' specified. Valid keys are '${reprSet(DATASET_KEYS)}'`,
    );
  return { type, key };
}

const DATASET_KEYS = ['name', 'digest', 'context'];

function typeOf(name: string): string {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type !== undefined) return type;
  const valid = reprList(['metric', 'parameter', 'tag', 'attribute', 'dataset']);
  throw invalidParameter(`Invalid entity type '${name}'. Valid values are ${valid}`);
}

/** Attributes and tags only; `attribute` has no other name here (SearchExperimentsUtils). */
export function readTaggedField(text: string, attributes: readonly string[]): Field {
  const [first, rest] = splitOnce(text);
  const type = rest === undefined ? 'attribute' : taggedType(first);
  const key = keyOf(rest ?? first);
  if (type === 'attribute') requireAttribute(key, attributes);
  return { type, key };
}

/** As `readTaggedField`, but an attribute's name may not be quoted (SearchModelUtils). */
export function readRegistryField(text: string, attributes: readonly string[]): Field {
  const [first, rest] = splitOnce(text);
  const type = rest === undefined ? 'attribute' : taggedType(first);
  const key = rest ?? first;
  if (type === 'attribute') requireAttribute(key, attributes);
  return { type, key: keyOf(key) };
}

function taggedType(name: string): string {
  if (name === 'attribute') return 'attribute';
  if (name === 'tag' || name === 'tags') return 'tag';
  throw invalidParameter(
    `Invalid entity type '${name}'. Valid entity types are ('attribute', 'tag', 'tags')`,
  );
}

function requireAttribute(key: string, attributes: readonly string[]): void {
  if (!attributes.includes(key))
    throw invalidParameter(
      `Invalid attribute key '${key}' specified. Valid keys are '${reprSet(attributes)}'`,
    );
}
