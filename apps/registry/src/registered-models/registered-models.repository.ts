import { Injectable } from '@nestjs/common';
import { textArray } from '@millrace/database/binary-array';
import { Database, type Queryable } from '@millrace/database/database';
import { MODEL_VERSION_JSON } from '../model-versions/model-version-reply.ts';
import type { Stage } from '../model-versions/model-stage.ts';
import { LATEST_VERSIONS, REGISTERED_MODEL_JSON } from './registered-model-reply.ts';

/** Rows of registered models. Replies are MLflow's JSON as text; undefined where there is no such model. */
@Injectable()
export class RegisteredModelsRepository {
  constructor(private readonly database: Database) {}

  /** Adds a model. Fails on the unique constraint when the name is taken. */
  async insert(
    transaction: Queryable,
    name: string,
    description: string | undefined,
    tags: ReadonlyMap<string, string>,
  ): Promise<void> {
    await transaction.query(
      `WITH model AS (
         INSERT INTO registered_models (name, description, created_ms, updated_ms) VALUES ($1, $2, $3, $3)
       )
       INSERT INTO registered_model_tags (name, key, value) SELECT $1, * FROM unnest($4::text[], $5::text[])`,
      [name, description ?? null, Date.now(), textArray([...tags.keys()]), textArray([...tags.values()])],
    );
  }

  async find(name: string, on: Queryable = this.database): Promise<string | undefined> {
    const [row] = await on.query<{ json: string }>(
      `SELECT ${REGISTERED_MODEL_JSON}::text AS json FROM registered_models m WHERE name = $1`,
      [name],
    );
    return row?.json;
  }

  /** Whether the model is there, and whether it has the tag of that key at all. */
  async hasTag(name: string, key: string): Promise<boolean | undefined> {
    const [row] = await this.database.query<{ tagged: boolean }>(
      `SELECT EXISTS (SELECT FROM registered_model_tags t WHERE t.name = m.name AND key = $2) AS tagged
       FROM registered_models m WHERE name = $1`,
      [name, key],
    );
    return row?.tagged;
  }

  /** Sets the description, null for none. Says whether there was such a model. */
  async describe(name: string, description: string | undefined): Promise<boolean> {
    const rows = await this.database.query(
      'UPDATE registered_models SET description = $2, updated_ms = $3 WHERE name = $1 RETURNING name',
      [name, description ?? null, Date.now()],
    );
    return rows.length > 0;
  }

  /** Renames the model and, by the tables' foreign keys, all that belongs to it. Says whether there was such a model. */
  async rename(transaction: Queryable, name: string, newName: string): Promise<boolean> {
    const now = Date.now();
    const rows = await transaction.query(
      'UPDATE registered_models SET name = $2, updated_ms = $3 WHERE name = $1 RETURNING name',
      [name, newName, now],
    );
    await transaction.query('UPDATE model_versions SET updated_ms = $2 WHERE name = $1', [newName, now]);
    return rows.length > 0;
  }

  /** Deletes the model with its versions, tags and aliases. Says whether there was such a model. */
  async remove(transaction: Queryable, name: string): Promise<boolean> {
    const rows = await transaction.query('DELETE FROM registered_models WHERE name = $1 RETURNING name', [
      name,
    ]);
    return rows.length > 0;
  }

  /** The newest version of each of these stages, in the order in which the stages were first used. */
  async latestVersions(name: string, stages: readonly Stage[]): Promise<string[]> {
    const rows = await this.database.query<{ json: string }>(
      `SELECT ${MODEL_VERSION_JSON}::text AS json
       FROM registered_models m, LATERAL (${LATEST_VERSIONS}) v
       WHERE m.name = $1 AND v.stage = ANY ($2::text[]) ORDER BY v.started`,
      [name, stages],
    );
    return rows.map(({ json }) => json);
  }

  async exists(name: string, on: Queryable = this.database): Promise<boolean> {
    const rows = await on.query('SELECT FROM registered_models WHERE name = $1', [name]);
    return rows.length > 0;
  }

  async setTag(transaction: Queryable, name: string, key: string, value: string): Promise<void> {
    await transaction.query(
      `INSERT INTO registered_model_tags (name, key, value) VALUES ($1, $2, $3)
       ON CONFLICT (name, key) DO UPDATE SET value = excluded.value`,
      [name, key, value],
    );
  }

  async deleteTag(transaction: Queryable, name: string, key: string): Promise<void> {
    await transaction.query('DELETE FROM registered_model_tags WHERE name = $1 AND key = $2', [name, key]);
  }

  /** Keeps the model from being renamed or deleted until the transaction ends. Says whether there is one. */
  async hold(transaction: Queryable, name: string): Promise<boolean> {
    const rows = await transaction.query('SELECT FROM registered_models WHERE name = $1 FOR KEY SHARE', [
      name,
    ]);
    return rows.length > 0;
  }
}
