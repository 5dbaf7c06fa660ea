import { Injectable } from '@nestjs/common';
import type { Queryable } from '@millrace/database/database';
import type { RecordRow } from './dataset-record.ts';

/** Where a page of records begins: behind this record, or behind so many. */
export type RecordsStart =
  { readonly createdMs: number; readonly recordId: string } | { readonly offset: number };

@Injectable()
export class RecordsRepository {
  async ofHashes(database: Queryable, datasetId: string, hashes: readonly string[]): Promise<RecordRow[]> {
    return database.query<RecordRow>(
      'SELECT * FROM evaluation_dataset_records WHERE dataset_id = $1 AND inputs_hash = ANY ($2)',
      [datasetId, hashes],
    );
  }

  /** Stores records; of one that is there, what a merge may change is written over. */
  async upsert(database: Queryable, rows: readonly RecordRow[]): Promise<void> {
    await database.query(
      `INSERT INTO evaluation_dataset_records SELECT * FROM jsonb_populate_recordset(NULL::evaluation_dataset_records, $1)
       ON CONFLICT (record_id) DO UPDATE SET outputs = excluded.outputs, expectations = excluded.expectations,
         tags = excluded.tags, updated_ms = excluded.updated_ms, updated_by = excluded.updated_by`,
      [JSON.stringify(rows)],
    );
  }

  async count(database: Queryable, datasetId: string): Promise<number> {
    const [row] = await database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM evaluation_dataset_records WHERE dataset_id = $1',
      [datasetId],
    );
    return row?.count ?? 0;
  }

  /** Notes down what changed of a dataset with its records; null keeps what is known. */
  async describe(
    database: Queryable,
    datasetId: string,
    told: {
      readonly schema: string | null;
      readonly profile: string | null;
      readonly digest: string;
      readonly nowMs: number;
      readonly updatedBy: string | null;
    },
  ): Promise<void> {
    await database.query(
      `UPDATE evaluation_datasets SET schema = coalesce($2, schema), profile = coalesce($3, profile), digest = $4,
         updated_ms = $5, updated_by = $6 WHERE dataset_id = $1`,
      [datasetId, told.schema, told.profile, told.digest, told.nowMs, told.updatedBy],
    );
  }

  async setProfile(database: Queryable, datasetId: string, profile: string): Promise<void> {
    await database.query('UPDATE evaluation_datasets SET profile = $2 WHERE dataset_id = $1', [
      datasetId,
      profile,
    ]);
  }

  async page(
    database: Queryable,
    datasetId: string,
    start: RecordsStart,
    limit: number,
  ): Promise<RecordRow[]> {
    const after = 'recordId' in start ? start : { createdMs: null, recordId: null };
    return database.query<RecordRow>(
      `SELECT * FROM evaluation_dataset_records
       WHERE dataset_id = $1 AND ($2::int8 IS NULL OR (created_ms, record_id) > ($2, $3))
       ORDER BY created_ms, record_id LIMIT $4 OFFSET $5`,
      [datasetId, after.createdMs, after.recordId, limit, 'offset' in start ? start.offset : 0],
    );
  }

  async delete(database: Queryable, datasetId: string, recordIds: readonly string[]): Promise<number> {
    const rows = await database.query(
      'DELETE FROM evaluation_dataset_records WHERE dataset_id = $1 AND record_id = ANY ($2) RETURNING 1',
      [datasetId, recordIds],
    );
    return rows.length;
  }
}
