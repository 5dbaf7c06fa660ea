import {
  checkLength,
  checkName,
  checkStorable,
  MAX_KEY_LENGTH,
  MAX_TAG_VALUE_LENGTH,
  truncate,
} from '@millrace/contracts/validation/names';
import type { KeyValue } from '../batch/run-write.ts';

export const RUN_NAME_TAG = 'mlflow.runName';

/** The tag as it is stored; `path` is its place in a batch (`tags[3]`), or empty. */
export function checkedTag(key: string, value: string, path = ''): KeyValue {
  const prefix = path === '' ? '' : `${path}.`;
  checkName(key, `${prefix}key`);
  checkLength(`${prefix}key`, MAX_KEY_LENGTH, key);
  const stored = truncate(value, MAX_TAG_VALUE_LENGTH);
  checkStorable(`${prefix}value`, stored);
  return { key, value: stored };
}

/** An empty run name is no name: MLflow leaves the tag and the run as they are. */
export function changesRun({ key, value }: KeyValue): boolean {
  return key !== RUN_NAME_TAG || value !== '';
}
