import { createHash } from 'node:crypto';
import { dumpPythonJson, type PythonValue } from '@millrace/contracts/wire/python-json';

/** A row of `evaluation_datasets`, with its tags in the order they were set. */
export interface EvaluationDatasetRow {
  readonly dataset_id: string;
  readonly name: string;
  readonly schema: string | null;
  readonly profile: string | null;
  readonly digest: string | null;
  readonly created_ms: number;
  readonly updated_ms: number;
  readonly created_by: string | null;
  readonly updated_by: string | null;
  readonly tags: readonly (readonly [key: string, value: string | null])[] | null;
}

/** Changes with the dataset's name and with every change of its records. */
export function digestOf(name: string, updatedMs: number): string {
  return createHash('sha256').update(`${name}:${updatedMs}`).digest('hex').slice(0, 8);
}

/** A dataset as MLflow's JSON; tags are JSON text in it. `extra` stands over the row's own fields. */
export function renderDataset(row: EvaluationDatasetRow, extra: object = {}): object {
  return {
    dataset_id: row.dataset_id,
    name: row.name,
    tags: tagsText(Object.fromEntries(row.tags ?? [])),
    ...(row.schema !== null && { schema: row.schema }),
    ...(row.profile !== null && { profile: row.profile }),
    digest: row.digest ?? '',
    created_time: row.created_ms,
    last_update_time: row.updated_ms,
    ...(row.created_by !== null && { created_by: row.created_by }),
    ...(row.updated_by !== null && { last_updated_by: row.updated_by }),
    ...extra,
  };
}

export function tagsText(tags: { [key: string]: PythonValue }): string {
  return dumpPythonJson(tags);
}
