import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Int64 } from '@millrace/contracts/wire/int64';
import type { Queryable } from '@millrace/database/database';
import type { DatasetInput } from './dataset-input.ts';

@Injectable()
export class InputsRepository {
  /** Stores the datasets that the experiment does not have yet, in one order for all, so that two requests cannot deadlock. */
  async insertDatasets(
    database: Queryable,
    experimentId: number,
    inputs: readonly DatasetInput[],
  ): Promise<void> {
    await database.query(
      `INSERT INTO datasets (dataset_id, experiment_id, name, digest, source_type, source, schema, profile)
       SELECT id, $1, name, digest, source_type, source, schema, profile
       FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
         AS d (id, name, digest, source_type, source, schema, profile)
       ORDER BY name COLLATE "C", digest COLLATE "C"
       ON CONFLICT (experiment_id, name, digest) DO NOTHING`,
      [
        experimentId,
        inputs.map(() => randomUUID()),
        inputs.map(({ name }) => name),
        inputs.map(({ digest }) => digest),
        inputs.map(({ sourceType }) => sourceType),
        inputs.map(({ source }) => source),
        inputs.map(({ schema }) => schema),
        inputs.map(({ profile }) => profile),
      ],
    );
  }

  /** Makes the datasets inputs of the run, in their order; those that are already keep their tags. */
  async insertInputs(
    database: Queryable,
    experimentId: number,
    runId: string,
    inputs: readonly DatasetInput[],
  ): Promise<void> {
    const ids = inputs.map(() => randomUUID());
    const added = await database.query<{ input_id: string }>(
      `INSERT INTO run_inputs (input_id, run_id, dataset_id)
       SELECT i.id, $2, d.dataset_id
       FROM unnest($3::uuid[], $4::text[], $5::text[]) WITH ORDINALITY AS i (id, name, digest, position)
       JOIN datasets d ON d.experiment_id = $1 AND d.name = i.name AND d.digest = i.digest
       ORDER BY i.position
       ON CONFLICT (run_id, dataset_id) DO NOTHING
       RETURNING input_id`,
      [experimentId, runId, ids, inputs.map(({ name }) => name), inputs.map(({ digest }) => digest)],
    );
    const isNew = new Set(added.map(({ input_id }) => input_id));
    const tags = inputs.flatMap((input, index) =>
      isNew.has(ids[index] ?? '') ? input.tags.map((tag) => ({ inputId: ids[index], ...tag })) : [],
    );
    await database.query(
      `INSERT INTO run_input_tags (input_id, key, value)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[])`,
      [tags.map(({ inputId }) => inputId), tags.map(({ key }) => key), tags.map(({ value }) => value)],
    );
  }

  async insertModelInputs(database: Queryable, runId: string, modelIds: readonly string[]): Promise<void> {
    await database.query(
      `INSERT INTO run_model_inputs (run_id, model_id) SELECT $1, unnest($2::text[])
       ON CONFLICT (run_id, model_id) DO NOTHING`,
      [runId, modelIds],
    );
  }

  /** Fails with a unique violation when a model is an output of the run already. */
  async insertModelOutputs(
    database: Queryable,
    runId: string,
    outputs: readonly { readonly modelId: string; readonly step: Int64 }[],
  ): Promise<void> {
    await database.query(
      `INSERT INTO run_model_outputs (run_id, model_id, step)
       SELECT $1, model_id, step FROM unnest($2::text[], $3::int8[]) AS o (model_id, step)`,
      [runId, outputs.map(({ modelId }) => modelId), outputs.map(({ step }) => step)],
    );
  }
}
