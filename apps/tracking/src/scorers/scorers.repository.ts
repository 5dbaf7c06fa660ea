import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import type { ScorerVersion } from './scorer.ts';

const SCORERS = `SELECT s.scorer_id, s.experiment_id, s.name, v.version, v.serialized_scorer, v.created_ms
  FROM scorers s JOIN scorer_versions v USING (scorer_id)`;

@Injectable()
export class ScorersRepository {
  constructor(private readonly database: Database) {}

  /** Adds the next version of a scorer, and the scorer itself if it is new. */
  async addVersion(
    experimentId: number,
    name: string,
    serialized: string,
    nowMs: number,
  ): Promise<ScorerVersion> {
    return this.database.transaction(async (transaction) => {
      // The update, which changes nothing, locks the scorer, so that two versions cannot get one number.
      const [scorer] = await transaction.query<{ scorer_id: string }>(
        `INSERT INTO scorers (scorer_id, experiment_id, name) VALUES ($1, $2, $3)
         ON CONFLICT (experiment_id, name) DO UPDATE SET name = excluded.name RETURNING scorer_id`,
        [randomUUID(), experimentId, name],
      );
      const scorerId = scorer?.scorer_id ?? '';
      const [row] = await transaction.query<{ version: number }>(
        `INSERT INTO scorer_versions (scorer_id, version, serialized_scorer, created_ms)
         SELECT $1, coalesce(max(version), 0) + 1, $2, $3 FROM scorer_versions WHERE scorer_id = $1
         RETURNING version`,
        [scorerId, serialized, nowMs],
      );
      return {
        scorer_id: scorerId,
        experiment_id: experimentId,
        name,
        version: row?.version ?? 1,
        serialized_scorer: serialized,
        created_ms: nowMs,
      };
    });
  }

  /** The latest version of every scorer of these experiments; of all active ones where none are named. */
  async latest(experimentIds?: readonly number[]): Promise<ScorerVersion[]> {
    return this.database.query<ScorerVersion>(
      `SELECT DISTINCT ON (v.experiment_id, v.name) v.* FROM (${SCORERS}) AS v JOIN experiments e USING (experiment_id)
       WHERE e.deleted_ms IS NULL AND ($1::int[] IS NULL OR v.experiment_id = ANY ($1))
       ORDER BY v.experiment_id, v.name, v.version DESC`,
      [experimentIds ?? null],
    );
  }

  /** All versions of a scorer, the oldest first. */
  async versions(experimentId: number, name: string): Promise<ScorerVersion[]> {
    return this.database.query<ScorerVersion>(
      `${SCORERS} WHERE s.experiment_id = $1 AND s.name = $2 ORDER BY v.version`,
      [experimentId, name],
    );
  }

  /** One version of a scorer, or its latest one. */
  async find(experimentId: number, name: string, version?: number): Promise<ScorerVersion | undefined> {
    const [scorer] = await this.database.query<ScorerVersion>(
      `${SCORERS} WHERE s.experiment_id = $1 AND s.name = $2 AND ($3::int IS NULL OR v.version = $3)
       ORDER BY v.version DESC LIMIT 1`,
      [experimentId, name, version ?? null],
    );
    return scorer;
  }

  /** Whether there is a scorer of this name, with versions or without. */
  async exists(experimentId: number, name: string): Promise<boolean> {
    const rows = await this.database.query('SELECT 1 FROM scorers WHERE experiment_id = $1 AND name = $2', [
      experimentId,
      name,
    ]);
    return rows.length > 0;
  }

  async deleteVersion(scorerId: string, version: number): Promise<void> {
    await this.database.query('DELETE FROM scorer_versions WHERE scorer_id = $1 AND version = $2', [
      scorerId,
      version,
    ]);
  }

  async delete(scorerId: string): Promise<void> {
    await this.database.query('DELETE FROM scorers WHERE scorer_id = $1', [scorerId]);
  }
}
