import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { likePattern } from './like-pattern.ts';

export interface ExperimentKeys {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly tags: readonly string[];
}

export interface CountedValue {
  readonly value: string;
  readonly runs: number;
}

export interface ExperimentRuns {
  readonly experiment_id: number;
  readonly active: number;
  readonly deleted: number;
  readonly running: number;
  readonly last_start_ms: number | null;
}

const TABLES = { metrics: 'metric_series', params: 'params', tags: 'run_tags' } as const;
const VALUE_TABLES = { PARAM: 'params', TAG: 'run_tags' } as const;
const ATTRIBUTES = { status: 'status', user_id: 'user_id', run_name: 'name' } as const;

export type ValueField =
  | { readonly kind: 'PARAM' | 'TAG'; readonly key: string }
  | { readonly kind: 'ATTRIBUTE'; readonly key: keyof typeof ATTRIBUTES };

export const isAttribute = (key: string): key is keyof typeof ATTRIBUTES => Object.hasOwn(ATTRIBUTES, key);

@Injectable()
export class ExperimentKeysRepository {
  constructor(private readonly database: Database) {}

  /** The keys of all runs of the experiments, in order, at most `most` of a kind. Reads one index entry for each. */
  async list(experimentIds: readonly number[], most: number): Promise<ExperimentKeys> {
    const of = (kind: keyof typeof TABLES): string => `
      (WITH RECURSIVE found(experiment_id, key) AS (
         SELECT e.id, (SELECT x.key FROM ${TABLES[kind]} x WHERE x.experiment_id = e.id ORDER BY x.key LIMIT 1)
         FROM unnest($1::int[]) AS e(id)
         UNION ALL
         SELECT f.experiment_id, (SELECT x.key FROM ${TABLES[kind]} x
           WHERE x.experiment_id = f.experiment_id AND x.key > f.key ORDER BY x.key LIMIT 1)
         FROM found f WHERE f.key IS NOT NULL)
       SELECT coalesce(array_agg(k.key ORDER BY k.key), '{}')
       FROM (SELECT DISTINCT key FROM (SELECT key FROM found WHERE key IS NOT NULL LIMIT $2) AS bounded) AS k)`;
    const [row] = await this.database.query<ExperimentKeys>(
      `SELECT ${of('metrics')} AS metrics, ${of('params')} AS params, ${of('tags')} AS tags`,
      [experimentIds, most],
    );
    return row ?? { metrics: [], params: [], tags: [] };
  }

  /** The values that most runs have, with how many have each. */
  async values(
    experimentIds: readonly number[],
    field: ValueField,
    contains: string,
    most: number,
  ): Promise<CountedValue[]> {
    const pattern = likePattern(contains);
    if (field.kind === 'ATTRIBUTE') {
      const column = ATTRIBUTES[field.key];
      return this.database.query(
        `SELECT ${column} AS value, count(*) AS runs FROM runs
         WHERE experiment_id = ANY ($1::int[]) AND deleted_ms IS NULL AND ${column} ILIKE $2
         GROUP BY ${column} ORDER BY runs DESC, value LIMIT $3`,
        [experimentIds, pattern, most],
      );
    }
    return this.database.query(
      `SELECT value, count(*) AS runs FROM ${VALUE_TABLES[field.kind]}
       WHERE experiment_id = ANY ($1::int[]) AND key = $2 AND value ILIKE $3
       GROUP BY value ORDER BY runs DESC, value LIMIT $4`,
      [experimentIds, field.key, pattern, most],
    );
  }

  async countRuns(experimentIds: readonly number[]): Promise<ExperimentRuns[]> {
    return this.database.query(
      `SELECT experiment_id, count(*) FILTER (WHERE deleted_ms IS NULL) AS active,
         count(*) FILTER (WHERE deleted_ms IS NOT NULL) AS deleted,
         count(*) FILTER (WHERE deleted_ms IS NULL AND status = 'RUNNING') AS running,
         max(start_ms) FILTER (WHERE deleted_ms IS NULL) AS last_start_ms
       FROM runs WHERE experiment_id = ANY ($1::int[]) GROUP BY experiment_id`,
      [experimentIds],
    );
  }
}
