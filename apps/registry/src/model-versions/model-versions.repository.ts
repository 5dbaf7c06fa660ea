import { Injectable } from '@nestjs/common';
import { textArray } from '@millrace/database/binary-array';
import { Database, type Queryable } from '@millrace/database/database';
import { MODEL_VERSION_JSON } from './model-version-reply.ts';
import { DELETED, type Stage } from './model-stage.ts';

/** What a version is made from. */
export interface NewVersion {
  readonly source: string;
  readonly storageLocation: string;
  readonly runId: string;
  readonly modelId: string;
  readonly runLink: string;
  readonly description: string;
}

const ACTIVE = `v.name = $1 AND v.version = $2 AND v.stage <> '${DELETED}'`;

/** Rows of model versions. Deleted ones are not found. Replies are MLflow's JSON as text. */
@Injectable()
export class ModelVersionsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Marks the model as changed and keeps others who change its versions waiting until the transaction ends, so that no two
   * get one number. Says whether there is such a model.
   */
  async lockModel(transaction: Queryable, name: string, now: number): Promise<boolean> {
    const rows = await transaction.query(
      'UPDATE registered_models SET updated_ms = $2 WHERE name = $1 RETURNING name',
      [name, now],
    );
    return rows.length > 0;
  }

  /** Adds the next version of a model that the transaction has locked, and returns its number. */
  async insert(transaction: Queryable, name: string, version: NewVersion, now: number): Promise<number> {
    const [row] = await transaction.query<{ version: number }>(
      `INSERT INTO model_versions (name, version, created_ms, updated_ms, stage, status, source, storage_location,
                                   run_id, model_id, run_link, description)
       SELECT $1, coalesce(max(version), 0) + 1, $2, $2, 'None', 'READY', $3, $4, $5, $6, $7, $8
       FROM model_versions WHERE name = $1 RETURNING version`,
      [
        name,
        now,
        version.source,
        version.storageLocation,
        version.runId,
        version.modelId,
        version.runLink,
        version.description,
      ],
    );
    return row?.version ?? 0;
  }

  async insertTags(
    transaction: Queryable,
    name: string,
    version: number,
    tags: ReadonlyMap<string, string>,
  ): Promise<void> {
    if (tags.size === 0) return;
    await transaction.query(
      'INSERT INTO model_version_tags (name, version, key, value) SELECT $1, $2, * FROM unnest($3::text[], $4::text[])',
      [name, version, textArray([...tags.keys()]), textArray([...tags.values()])],
    );
  }

  async find(name: string, version: number, on: Queryable = this.database): Promise<string | undefined> {
    const [row] = await on.query<{ json: string }>(
      `SELECT ${MODEL_VERSION_JSON}::text AS json FROM model_versions v WHERE ${ACTIVE}`,
      [name, version],
    );
    return row?.json;
  }

  /** Sets the description, null for none. Says whether there was such a version. */
  async describe(name: string, version: number, description: string | undefined): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE model_versions v SET description = $3, updated_ms = $4 WHERE ${ACTIVE} RETURNING version`,
      [name, version, description ?? null, Date.now()],
    );
    return rows.length > 0;
  }

  /** Archives the other versions in a stage and returns their numbers. */
  async archiveOthers(
    transaction: Queryable,
    name: string,
    version: number,
    stage: Stage,
    now: number,
  ): Promise<number[]> {
    const rows = await transaction.query<{ version: number }>(
      `UPDATE model_versions SET stage = 'Archived', updated_ms = $4
       WHERE name = $1 AND version <> $2 AND stage = $3 RETURNING version`,
      [name, version, stage, now],
    );
    return rows.map((row) => row.version);
  }

  /** Moves a version to a stage and returns the one it was in, undefined where there is no such version. */
  async move(
    transaction: Queryable,
    name: string,
    version: number,
    stage: Stage,
    now: number,
  ): Promise<string | undefined> {
    const [row] = await transaction.query<{ was: string }>(
      `WITH before AS (SELECT v.stage FROM model_versions v WHERE ${ACTIVE} FOR UPDATE)
       UPDATE model_versions v SET stage = $3, updated_ms = $4 FROM before WHERE ${ACTIVE} RETURNING before.stage AS was`,
      [name, version, stage, now],
    );
    return row?.was;
  }

  /**
   * Deletes a version and its aliases. The row stays, emptied of what it said, with its tags, as in MLflow; so its number
   * is never given again. Says whether there was such a version.
   */
  async remove(transaction: Queryable, name: string, version: number, now: number): Promise<boolean> {
    const rows = await transaction.query(
      `UPDATE model_versions v SET stage = '${DELETED}', updated_ms = $3, description = NULL, user_id = NULL,
         source = 'REDACTED-SOURCE-PATH', storage_location = NULL, run_id = 'REDACTED-RUN-ID',
         model_id = NULL, run_link = 'REDACTED-RUN-LINK', status_message = NULL
       WHERE ${ACTIVE} RETURNING version`,
      [name, version, now],
    );
    await transaction.query('DELETE FROM registered_model_aliases WHERE name = $1 AND version = $2', [
      name,
      version,
    ]);
    return rows.length > 0;
  }
}
