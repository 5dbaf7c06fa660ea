import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@millrace/database/database';
import type { EvaluationDatasetRow } from './evaluation-dataset.ts';

/** The columns of a dataset, over a row of `evaluation_datasets` that the statement calls `d`. */
export const DATASET_COLUMNS = `d.dataset_id, d.name, d.schema, d.profile, d.digest, d.created_ms, d.updated_ms,
  d.created_by, d.updated_by,
  (SELECT json_agg(json_build_array(g.key, g.value) ORDER BY g.position) FROM evaluation_dataset_tags g
   WHERE g.dataset_id = d.dataset_id) AS tags`;

export type NewDataset = Pick<
  EvaluationDatasetRow,
  'dataset_id' | 'name' | 'digest' | 'created_ms' | 'created_by'
>;
type Tags = readonly (readonly [key: string, value: string | null])[];

@Injectable()
export class DatasetsRepository {
  constructor(private readonly database: Database) {}

  async insert(database: Queryable, dataset: NewDataset): Promise<void> {
    await database.query(
      `INSERT INTO evaluation_datasets (dataset_id, name, digest, created_ms, updated_ms, created_by, updated_by)
       VALUES ($1, $2, $3, $4, $4, $5, $5)`,
      [dataset.dataset_id, dataset.name, dataset.digest, dataset.created_ms, dataset.created_by],
    );
  }

  async find(datasetId: string): Promise<EvaluationDatasetRow | undefined> {
    const [row] = await this.database.query<EvaluationDatasetRow>(
      `SELECT ${DATASET_COLUMNS} FROM evaluation_datasets d WHERE d.dataset_id = $1`,
      [datasetId],
    );
    return row;
  }

  /** Locks the dataset until the transaction ends, so that its records and what is told of them change together. */
  async lock(
    database: Queryable,
    datasetId: string,
  ): Promise<Pick<EvaluationDatasetRow, 'name' | 'schema' | 'profile'> | undefined> {
    const [row] = await database.query<Pick<EvaluationDatasetRow, 'name' | 'schema' | 'profile'>>(
      'SELECT name, schema, profile FROM evaluation_datasets WHERE dataset_id = $1 FOR UPDATE',
      [datasetId],
    );
    return row;
  }

  async delete(datasetId: string): Promise<void> {
    await this.database.query('DELETE FROM evaluation_datasets WHERE dataset_id = $1', [datasetId]);
  }

  async upsertTags(database: Queryable, datasetId: string, tags: Tags): Promise<void> {
    if (tags.length === 0) return;
    await database.query(
      `INSERT INTO evaluation_dataset_tags (dataset_id, key, value)
       SELECT $1, key, value FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS t (key, value, position)
       ORDER BY t.position
       ON CONFLICT (dataset_id, key) DO UPDATE SET value = excluded.value`,
      [datasetId, tags.map(([key]) => key), tags.map(([, value]) => value)],
    );
  }

  async deleteTag(datasetId: string, key: string): Promise<void> {
    await this.database.query('DELETE FROM evaluation_dataset_tags WHERE dataset_id = $1 AND key = $2', [
      datasetId,
      key,
    ]);
  }

  async experimentIds(datasetId: string): Promise<string[]> {
    const rows = await this.database.query<{ experiment_id: string }>(
      'SELECT experiment_id FROM evaluation_dataset_experiments WHERE dataset_id = $1 ORDER BY experiment_id',
      [datasetId],
    );
    return rows.map(({ experiment_id }) => experiment_id);
  }

  async addExperiments(
    database: Queryable,
    datasetId: string,
    experimentIds: readonly string[],
  ): Promise<void> {
    await database.query(
      `INSERT INTO evaluation_dataset_experiments (dataset_id, experiment_id)
       SELECT $1, id FROM unnest($2::text[]) AS id ORDER BY id COLLATE "C" ON CONFLICT DO NOTHING`,
      [datasetId, experimentIds],
    );
  }

  /** Says whether any of the experiments had the dataset. */
  async removeExperiments(
    database: Queryable,
    datasetId: string,
    experimentIds: readonly string[],
  ): Promise<boolean> {
    const rows = await database.query(
      `DELETE FROM evaluation_dataset_experiments WHERE dataset_id = $1 AND experiment_id = ANY ($2) RETURNING 1`,
      [datasetId, experimentIds],
    );
    return rows.length > 0;
  }

  /** The ids among these that name an experiment, deleted or not. */
  async knownExperiments(experimentIds: readonly number[]): Promise<Set<number>> {
    const rows = await this.database.query<{ experiment_id: number }>(
      'SELECT experiment_id FROM experiments WHERE experiment_id = ANY ($1)',
      [experimentIds],
    );
    return new Set(rows.map(({ experiment_id }) => experiment_id));
  }

  async touch(database: Queryable, datasetId: string, nowMs: number): Promise<void> {
    await database.query('UPDATE evaluation_datasets SET updated_ms = $2 WHERE dataset_id = $1', [
      datasetId,
      nowMs,
    ]);
  }
}
