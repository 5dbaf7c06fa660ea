import { invalidParameter } from '@millrace/contracts/errors';
import { checkLength, checkName, checkStorable } from '@millrace/contracts/validation/names';

/** MLflow's rules for tags of experiments (mlflow/utils/validation.py, `_validate_experiment_tag`). */

const MAX_KEY_LENGTH = 250;
const MAX_VALUE_LENGTH = 20_000;
const CUSTOM_VIEW_PREFIX = 'mlflow.customView.view';
export const MAX_CUSTOM_VIEWS = 50;
const RETENTION_TAG = 'mlflow.trace.archivalRetention';
const ARCHIVE_NOW_TAG = 'mlflow.trace.archiveNow';
const MAX_DURATION_LENGTH = 32;
const DURATION = /^[1-9][0-9]*[mhd]$/;

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export function checkExperimentTag({ key, value }: Tag): void {
  checkName(key, 'key');
  checkLength('key', MAX_KEY_LENGTH, key);
  checkLength('value', MAX_VALUE_LENGTH, value);
  checkStorable('value', value);
  if (key === RETENTION_TAG) checkDuration(archivalConfig(value, 'duration')['value']);
  else if (key === ARCHIVE_NOW_TAG) {
    const olderThan = archivalConfig(value)['older_than'];
    if (olderThan !== undefined && olderThan !== null) checkDuration(olderThan);
  }
}

export function isCustomView(key: string): boolean {
  return key.startsWith(CUSTOM_VIEW_PREFIX);
}

export function tooManyCustomViews(experimentId?: number): Error {
  const where = experimentId === undefined ? '' : ` for experiment ${experimentId}`;
  return invalidParameter(
    `Unable to create another custom view${where}; the maximum number of custom views per experiment is ${MAX_CUSTOM_VIEWS}. ` +
      'Delete an existing custom view before creating a new one.',
  );
}

function archivalConfig(text: string, type?: string): Record<string, unknown> {
  const config = parse(text);
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw invalidParameter('Trace archival config must be encoded as a JSON object.');
  const object = config as Record<string, unknown>;
  if (type !== undefined && object['type'] !== type)
    throw invalidParameter(`Trace archival config must use type '${type}'.`);
  return object;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkDuration(value: unknown): void {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text.length > MAX_DURATION_LENGTH)
    throw invalidParameter('Trace archival duration must be at most 32 characters.');
  if (!DURATION.test(text))
    throw invalidParameter(
      "Trace archival retention must be in the form `<int><unit>`, where unit is one of 'm', 'h', or 'd'.",
    );
}
