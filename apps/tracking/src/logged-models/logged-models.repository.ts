import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@millrace/database/database';
import { LOGGED_MODEL_JSON } from './logged-model-reply.ts';

type Pairs = readonly (readonly [key: string, value: string])[];

export interface NewLoggedModel {
  readonly modelId: string;
  readonly experimentId: number;
  readonly name: string;
  readonly artifactLocation: string;
  readonly modelType: string;
  readonly sourceRunId: string;
  readonly status: number;
  readonly nowMs: number;
}

@Injectable()
export class LoggedModelsRepository {
  constructor(private readonly database: Database) {}

  async insert(database: Queryable, model: NewLoggedModel): Promise<void> {
    await database.query(
      `INSERT INTO logged_models
         (model_id, experiment_id, name, artifact_location, model_type, source_run_id, status, created_ms, updated_ms)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
      [
        model.modelId,
        model.experimentId,
        model.name,
        model.artifactLocation,
        model.modelType,
        model.sourceRunId,
        model.status,
        model.nowMs,
      ],
    );
  }

  /** Fails with a unique violation when the model has one of them already. */
  async insertParams(database: Queryable, modelId: string, params: Pairs): Promise<void> {
    if (params.length === 0) return;
    await database.query(
      `INSERT INTO logged_model_params (model_id, key, value)
       SELECT $1, key, value FROM unnest($2::text[], $3::text[]) AS p (key, value)`,
      [modelId, ...columns(params)],
    );
  }

  /** Fails with a unique violation when a key appears twice. */
  async insertTags(database: Queryable, modelId: string, tags: Pairs): Promise<void> {
    if (tags.length === 0) return;
    await database.query(
      `INSERT INTO logged_model_tags (model_id, key, value)
       SELECT $1, key, value FROM unnest($2::text[], $3::text[]) AS t (key, value)`,
      [modelId, ...columns(tags)],
    );
  }

  async upsertTags(modelId: string, tags: Pairs): Promise<void> {
    if (tags.length === 0) return;
    await this.database.query(
      `INSERT INTO logged_model_tags (model_id, key, value)
       SELECT $1, key, value FROM unnest($2::text[], $3::text[]) AS t (key, value) ORDER BY key COLLATE "C"
       ON CONFLICT (model_id, key) DO UPDATE SET value = excluded.value`,
      [modelId, ...columns(tags)],
    );
  }

  async deleteTag(modelId: string, key: string): Promise<boolean> {
    const rows = await this.database.query(
      'DELETE FROM logged_model_tags WHERE model_id = $1 AND key = $2 RETURNING 1',
      [modelId, key],
    );
    return rows.length > 0;
  }

  /** Deleted models exist too. */
  async exists(modelId: string): Promise<boolean> {
    const rows = await this.database.query('SELECT 1 FROM logged_models WHERE model_id = $1', [modelId]);
    return rows.length > 0;
  }

  async render(database: Queryable, modelId: string, allowDeleted: boolean): Promise<string | undefined> {
    const [row] = await database.query<{ json: string }>(
      `SELECT ${LOGGED_MODEL_JSON} AS json FROM logged_models m
       WHERE m.model_id = $1 AND (m.deleted_ms IS NULL OR $2)`,
      [modelId, allowDeleted],
    );
    return row?.json;
  }

  async updateStatus(modelId: string, status: number, nowMs: number): Promise<string | undefined> {
    const [row] = await this.database.query<{ json: string }>(
      `UPDATE logged_models m SET status = $2, updated_ms = $3 WHERE m.model_id = $1
       RETURNING ${LOGGED_MODEL_JSON} AS json`,
      [modelId, status, nowMs],
    );
    return row?.json;
  }

  async markDeleted(modelId: string, nowMs: number): Promise<boolean> {
    const rows = await this.database.query(
      'UPDATE logged_models SET deleted_ms = $2, updated_ms = $2 WHERE model_id = $1 RETURNING 1',
      [modelId, nowMs],
    );
    return rows.length > 0;
  }
}

function columns(pairs: Pairs): [string[], string[]] {
  return [pairs.map(([key]) => key), pairs.map(([, value]) => value)];
}
