import type { DatasetInput as DatasetInputMessage } from '@millrace/contracts/tracking/inputs';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { checkLength } from '@millrace/contracts/validation/names';

/** A dataset that a run read, and the tags of that use (such as its context: training, eval). */
export interface DatasetInput {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** The input that a message tells of; fields that it leaves out are empty. Throws 400 where something is too long. */
export function readDatasetInput(message: MessageOf<typeof DatasetInputMessage>): DatasetInput {
  const { dataset } = message;
  const input: DatasetInput = {
    name: dataset?.name ?? '',
    digest: dataset?.digest ?? '',
    sourceType: dataset?.source_type ?? '',
    source: dataset?.source ?? '',
    schema: dataset?.schema ?? null,
    profile: dataset?.profile ?? null,
    tags: message.tags.map(({ key = '', value = '' }) => ({ key, value })),
  };
  checkLength('name', 500, input.name);
  checkLength('digest', 36, input.digest);
  checkLength('source', 65_535, input.source);
  checkLength('schema', 1_048_575, input.schema ?? '');
  checkLength('profile', 16_777_215, input.profile ?? '');
  for (const { key, value } of input.tags) {
    checkLength('key', 255, key);
    checkLength('value', 500, value);
  }
  return input;
}
