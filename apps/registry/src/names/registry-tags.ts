import { invalidParameter } from '@millrace/contracts/errors';
import { checkLength, checkName, checkStorable, MAX_KEY_LENGTH } from '@millrace/contracts/validation/names';

const MAX_VALUE_LENGTH = 100_000;
const PROMPT_TEXT = 'mlflow.prompt.text';

/** A tag as a request gives it: what is absent is empty. */
export interface RequestTag {
  readonly key?: string;
  readonly value?: string;
}

/** Throws INVALID_PARAMETER_VALUE unless a registered model may have the tag. */
export function checkModelTag(key: string, value: string): void {
  checkName(key, 'key');
  checkLength('key', MAX_KEY_LENGTH, key);
  checkLength('value', MAX_VALUE_LENGTH, value);
  checkStorable('value', value);
}

/** Throws INVALID_PARAMETER_VALUE unless a model version may have the tag. */
export function checkVersionTag(key: string, value: string): void {
  checkName(key, 'key');
  checkLength('key', MAX_KEY_LENGTH, key);
  if (key === PROMPT_TEXT && Array.from(value).length > MAX_VALUE_LENGTH)
    throw invalidParameter(`Prompt text exceeds max length of ${MAX_VALUE_LENGTH} characters.`);
  checkLength('value', MAX_VALUE_LENGTH, value);
  checkStorable('value', value);
}

/** Tags by key; of several with one key the last counts. */
export function tagsByKey(tags: readonly RequestTag[]): ReadonlyMap<string, string> {
  return new Map(tags.map(({ key = '', value = '' }) => [key, value]));
}
