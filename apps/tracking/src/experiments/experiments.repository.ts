import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@millrace/database/database';
import { isUniqueViolation } from '@millrace/database/sql-state';
import { EXPERIMENT_COLUMNS, type ExperimentRow } from './experiment-reply.ts';
import type { Tag } from './experiment-tag-rules.ts';

export type Stage = 'active' | 'deleted';

export interface NewExperiment {
  readonly experiment_id: number;
  readonly artifact_location: string;
}

@Injectable()
export class ExperimentsRepository {
  constructor(private readonly database: Database) {}

  /** Inserts an experiment with its tags; undefined when the name is taken. Without a location it gets the usual one. */
  async insert(
    database: Queryable,
    name: string,
    location: string | null,
    tags: readonly Tag[],
    nowMs: number,
  ): Promise<NewExperiment | undefined> {
    const [row] = await database.query<NewExperiment>(
      `WITH created AS (
         INSERT INTO experiments (experiment_id, name, artifact_location, created_ms, updated_ms)
         SELECT id, $1, coalesce($2, 'mlflow-artifacts:/' || id), $3, $3
         FROM (SELECT nextval(pg_get_serial_sequence('experiments', 'experiment_id'))::int AS id) AS next
         ON CONFLICT (name) DO NOTHING RETURNING experiment_id, artifact_location),
       tagged AS (
         INSERT INTO experiment_tags (experiment_id, key, value)
         SELECT c.experiment_id, t.key, t.value FROM created c, unnest($4::text[], $5::text[]) AS t(key, value))
       SELECT experiment_id, artifact_location FROM created`,
      [name, location, nowMs, tags.map((tag) => tag.key), tags.map((tag) => tag.value)],
    );
    return row;
  }

  async find(experimentId: number): Promise<ExperimentRow | undefined> {
    const [row] = await this.database.query<ExperimentRow>(
      `SELECT ${EXPERIMENT_COLUMNS} FROM experiments e WHERE e.experiment_id = $1`,
      [experimentId],
    );
    return row;
  }

  async findByName(name: string): Promise<ExperimentRow | undefined> {
    const [row] = await this.database.query<ExperimentRow>(
      `SELECT ${EXPERIMENT_COLUMNS} FROM experiments e WHERE e.name = $1`,
      [name],
    );
    return row;
  }

  async stage(experimentId: number): Promise<Stage | undefined> {
    const [row] = await this.database.query<{ deleted: boolean }>(
      'SELECT deleted_ms IS NOT NULL AS deleted FROM experiments WHERE experiment_id = $1',
      [experimentId],
    );
    return row && (row.deleted ? 'deleted' : 'active');
  }

  /** False when the name is another experiment's. */
  async rename(experimentId: number, name: string, nowMs: number): Promise<boolean> {
    try {
      await this.database.query(
        'UPDATE experiments SET name = $2, updated_ms = $3 WHERE experiment_id = $1 AND deleted_ms IS NULL',
        [experimentId, name, nowMs],
      );
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }

  /** Deletes an active experiment and all its runs, and returns its name; undefined when there is no such active experiment. */
  async delete(database: Queryable, experimentId: number, nowMs: number): Promise<string | undefined> {
    const [row] = await database.query<{ name: string }>(
      `WITH deleted AS (
         UPDATE experiments SET deleted_ms = $2, updated_ms = $2
         WHERE experiment_id = $1 AND deleted_ms IS NULL RETURNING experiment_id, name),
       runs_deleted AS (
         UPDATE runs SET deleted_ms = CASE WHEN deleted_ms < 0 THEN deleted_ms ELSE $2 END, revision = revision + 1
         WHERE experiment_id IN (SELECT experiment_id FROM deleted) RETURNING run_id),
       assessments_deleted AS (
         DELETE FROM assessments a USING runs_deleted r WHERE a.run_id = replace(r.run_id::text, '-', ''))
       SELECT name FROM deleted`,
      [experimentId, nowMs],
    );
    return row?.name;
  }

  /** Restores a deleted experiment and all its runs; false when there is no such deleted experiment, or it is being removed for good. */
  async restore(experimentId: number, nowMs: number): Promise<boolean> {
    const rows = await this.database.query(
      `WITH restored AS (
         UPDATE experiments SET deleted_ms = NULL, updated_ms = $2
         WHERE experiment_id = $1 AND deleted_ms > 0 RETURNING experiment_id),
       runs_restored AS (
         UPDATE runs SET deleted_ms = NULL, revision = revision + 1
         WHERE deleted_ms > 0 AND experiment_id IN (SELECT experiment_id FROM restored))
       SELECT experiment_id FROM restored`,
      [experimentId, nowMs],
    );
    return rows.length > 0;
  }

  async setTag(experimentId: number, { key, value }: Tag): Promise<void> {
    await this.database.query(
      `INSERT INTO experiment_tags (experiment_id, key, value) VALUES ($1, $2, $3)
       ON CONFLICT (experiment_id, key) DO UPDATE SET value = excluded.value`,
      [experimentId, key, value],
    );
  }

  /** False when the experiment has no such tag. */
  async deleteTag(experimentId: number, key: string): Promise<boolean> {
    const rows = await this.database.query(
      'DELETE FROM experiment_tags WHERE experiment_id = $1 AND key = $2 RETURNING key',
      [experimentId, key],
    );
    return rows.length > 0;
  }
}
