import { Injectable } from '@nestjs/common';
import { Database, type Queryable, type Transaction } from '@millrace/database/database';
import type { Target } from '@millrace/contracts/serving/deployments';
import type { Deployment, RunOptions } from './deployment.ts';

const SELECT = `
SELECT d.deployment_id AS "deploymentId", d.name, d.model_uri AS "modelUri", d.followed, d.target, d.env_manager AS "envManager",
  d.replicas, d.workers,
  d.max_batch AS "maxBatch", d.max_delay_ms AS "maxDelayMs", d.max_queue AS "maxQueue", d.timeout_ms AS "timeoutMs",
  d.memory_mb AS "memoryMb", d.generation, d.reason, d.created_ms AS "createdMs", d.updated_ms AS "updatedMs",
  coalesce((
    SELECT json_agg(json_build_object('number', v.number, 'modelUri', v.model_uri, 'location', v.location,
      'modelName', v.model_name, 'modelVersion', v.model_version, 'role', v.role, 'weight', v.weight, 'state', v.state,
      'reason', v.reason, 'createdMs', v.created_ms, 'updatedMs', v.updated_ms) ORDER BY v.number)
    FROM deployment_versions v WHERE v.deployment_id = d.deployment_id), '[]'::json) AS versions
FROM deployments d`;

export interface NewDeployment extends RunOptions {
  readonly deploymentId: string;
  readonly name: string;
  readonly target: Target;
  readonly modelUri: string;
  readonly followed: string;
}

/** What may change of a deployment's own row; what is absent stays. */
export interface DeploymentChange extends Partial<RunOptions> {
  readonly modelUri?: string;
  readonly followed?: string;
  /** null says that all is well. */
  readonly reason?: string | null;
  /** Every version is loaded anew. */
  readonly anew?: boolean;
}

/** Rows of deployments. */
@Injectable()
export class DeploymentsRepository {
  constructor(private readonly database: Database) {}

  async insert(transaction: Queryable, row: NewDeployment, now: number): Promise<void> {
    await transaction.query(
      `INSERT INTO deployments (deployment_id, name, model_uri, followed, env_manager, workers, max_batch, max_delay_ms,
         max_queue, timeout_ms, memory_mb, created_ms, updated_ms, target, replicas)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14)`,
      [
        row.deploymentId,
        row.name,
        row.modelUri,
        row.followed,
        row.envManager,
        row.workers,
        row.maxBatch,
        row.maxDelayMs,
        row.maxQueue,
        row.timeoutMs,
        row.memoryMb,
        now,
        row.target,
        row.replicas,
      ],
    );
  }

  async find(name: string, on: Queryable = this.database): Promise<Deployment | undefined> {
    const [row] = await on.query<Deployment>(`${SELECT} WHERE d.name = $1`, [name]);
    return row;
  }

  /** Those whose names come after one, in order. */
  list(after: string, limit: number): Promise<Deployment[]> {
    return this.database.query(`${SELECT} WHERE d.name > $1 ORDER BY d.name LIMIT $2`, [after, limit]);
  }

  all(): Promise<Deployment[]> {
    return this.database.query(SELECT);
  }

  /** Those that were asked for by a URI that begins so. */
  withUriLike(beginning: string): Promise<Deployment[]> {
    return this.database.query(`${SELECT} WHERE starts_with(d.model_uri, $1)`, [beginning]);
  }

  async revision(): Promise<string> {
    const [row] = await this.database.query<{ revision: string }>(
      `SELECT concat(count(*), ':', sum(revision), ':', max(created_ms)) AS revision FROM deployments`,
    );
    return row?.revision ?? '';
  }

  /** Keeps others who change the deployment waiting until the transaction ends. By its id or its name. */
  async lock(
    transaction: Queryable,
    key: { readonly name: string } | { readonly id: string },
  ): Promise<Deployment | undefined> {
    const [column, value] = 'name' in key ? ['name', key.name] : ['deployment_id', key.id];
    // What others committed is seen only by a statement that begins after the lock is had.
    const [row] = await transaction.query<{ name: string }>(
      `SELECT name FROM deployments WHERE ${column} = $1 FOR UPDATE`,
      [value],
    );
    return row && this.find(row.name, transaction);
  }

  async change(
    transaction: Transaction,
    deploymentId: string,
    change: DeploymentChange,
    now: number,
  ): Promise<void> {
    await transaction.query(
      `UPDATE deployments SET model_uri = coalesce($2, model_uri), followed = coalesce($3, followed),
         env_manager = coalesce($4, env_manager), workers = coalesce($5, workers), max_batch = coalesce($6, max_batch),
         max_delay_ms = coalesce($7, max_delay_ms), max_queue = coalesce($8, max_queue),
         timeout_ms = coalesce($9, timeout_ms), memory_mb = coalesce($10, memory_mb), replicas = coalesce($15, replicas),
         reason = CASE WHEN $11 THEN $12 ELSE reason END, generation = generation + $13, revision = revision + 1, updated_ms = $14
       WHERE deployment_id = $1`,
      [
        deploymentId,
        change.modelUri ?? null,
        change.followed ?? null,
        change.envManager ?? null,
        change.workers ?? null,
        change.maxBatch ?? null,
        change.maxDelayMs ?? null,
        change.maxQueue ?? null,
        change.timeoutMs ?? null,
        change.memoryMb ?? null,
        change.reason !== undefined,
        change.reason ?? null,
        change.anew === true ? 1 : 0,
        now,
        change.replicas ?? null,
      ],
    );
  }

  async remove(name: string): Promise<boolean> {
    const rows = await this.database.query('DELETE FROM deployments WHERE name = $1 RETURNING name', [name]);
    return rows.length > 0;
  }
}
