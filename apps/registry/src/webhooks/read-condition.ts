import { invalidParameter } from '@millrace/contracts/errors';
import { COMPARATORS, type EventCondition } from '@millrace/contracts/messages/event-condition';
import { checkName, MAX_KEY_LENGTH } from '@millrace/contracts/validation/names';
import type { JsonValue } from '@millrace/contracts/wire/field';
import { checkText } from '../names/limits.ts';

type JsonObject = { readonly [key: string]: JsonValue };

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  experiment: [],
  run: ['experiment_id'],
  metric: ['metric_key', 'comparator', 'value', 'experiment_id'],
};
const MAX_EXPERIMENT_ID = 2 ** 31 - 1;
const EXAMPLE = '{"metric_key": "accuracy", "comparator": ">=", "value": 0.9}';

/** Reads which of an entity's events are wanted; undefined for all. Throws INVALID_PARAMETER_VALUE that names the wrong field. */
export function readCondition(entity: string, json: JsonValue | undefined): EventCondition | undefined {
  if (json === undefined || json === null) {
    if (entity !== 'metric') return undefined;
    throw invalidParameter(`An event of a METRIC needs a 'condition', such as ${EXAMPLE}.`);
  }
  if (typeof json !== 'object' || Array.isArray(json))
    throw invalidParameter(`'condition' must be an object, such as ${EXAMPLE}.`);
  const fields = FIELDS[entity] ?? [];
  const unknown = Object.keys(json).find((name) => !fields.includes(name));
  if (unknown !== undefined)
    throw invalidParameter(
      `'condition' of ${entity.toUpperCase()} events has no field '${unknown.slice(0, 100)}'; ` +
        (fields.length === 0 ? 'it takes none.' : `it takes ${fields.join(', ')}.`),
    );
  const experiment = json['experiment_id'];
  const ofExperiment = experiment == null ? {} : { experiment_id: experimentId(experiment) };
  if (entity === 'metric') return { ...ofExperiment, ...threshold(json) };
  return experiment == null ? undefined : ofExperiment;
}

function threshold({ metric_key: key, comparator, value: given }: JsonObject): EventCondition {
  if (typeof key !== 'string' || key === '')
    throw invalidParameter('\'condition.metric_key\' must be the name of a metric, such as "accuracy".');
  checkText('condition.metric_key', key, MAX_KEY_LENGTH);
  checkName(key, 'condition.metric_key');
  const known = COMPARATORS.find((each) => each === comparator);
  if (known === undefined)
    throw invalidParameter(`'condition.comparator' must be one of ${COMPARATORS.join(', ')}.`);
  const value = typeof given === 'bigint' ? Number(given) : given;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw invalidParameter("'condition.value' must be a finite number.");
  // Minus zero and zero are one threshold.
  return { metric_key: key, comparator: known, value: value + 0 };
}

function experimentId(value: JsonValue): number {
  const id = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id > MAX_EXPERIMENT_ID)
    throw invalidParameter('\'condition.experiment_id\' must be the id of an experiment, such as "12".');
  return id;
}
