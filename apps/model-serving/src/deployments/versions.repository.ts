import { Injectable } from '@nestjs/common';
import type { Queryable } from '@millrace/database/database';
import type { ResolvedModel, Role, State } from './deployment.ts';

/** What may change of a version; what is absent stays. */
export interface VersionChange {
  readonly role?: Role;
  readonly weight?: number;
  readonly state?: State;
  /** null takes it away. */
  readonly reason?: string | null;
}

/** Retired versions that are remembered, to go back to. */
const KEPT_RETIRED = 10;

/** Rows of the versions of deployments. Their deployment must be locked. */
@Injectable()
export class VersionsRepository {
  /** Adds a version and returns its number. */
  async insert(
    transaction: Queryable,
    deploymentId: string,
    model: ResolvedModel,
    role: Role,
    weight: number,
    now: number,
  ): Promise<number> {
    const [row] = await transaction.query<{ number: number }>(
      `INSERT INTO deployment_versions (deployment_id, number, model_uri, location, model_name, model_version, role, weight, state,
         created_ms, updated_ms)
       SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, 'pending', $8, $8
       FROM deployment_versions WHERE deployment_id = $1 RETURNING number`,
      [deploymentId, model.uri, model.location, model.modelName, model.modelVersion, role, weight, now],
    );
    return row?.number ?? 0;
  }

  async change(
    transaction: Queryable,
    deploymentId: string,
    number: number,
    change: VersionChange,
    now: number,
  ): Promise<void> {
    await transaction.query(
      `UPDATE deployment_versions SET role = coalesce($3, role), weight = coalesce($4, weight), state = coalesce($5, state),
         reason = CASE WHEN $6 THEN $7 ELSE reason END, updated_ms = $8
       WHERE deployment_id = $1 AND number = $2`,
      [
        deploymentId,
        number,
        change.role ?? null,
        change.weight ?? null,
        change.state ?? null,
        change.reason !== undefined,
        change.reason ?? null,
        now,
      ],
    );
  }

  /** Takes a version out of service. It stays as what may be gone back to, but for the oldest of them. */
  async retire(
    transaction: Queryable,
    deploymentId: string,
    number: number,
    now: number,
    failure?: string,
  ): Promise<void> {
    const outcome =
      failure === undefined ? { state: 'stopped' as const } : { state: 'failed' as const, reason: failure };
    await this.change(transaction, deploymentId, number, { role: 'retired', weight: 0, ...outcome }, now);
    await transaction.query(
      `DELETE FROM deployment_versions WHERE deployment_id = $1 AND role = 'retired' AND number <> $2 AND number NOT IN (
         SELECT number FROM deployment_versions WHERE deployment_id = $1 AND role = 'retired'
         ORDER BY updated_ms DESC, number DESC LIMIT ${KEPT_RETIRED})`,
      [deploymentId, number],
    );
    await transaction.query('DELETE FROM deployment_loads WHERE deployment_id = $1 AND number = $2', [
      deploymentId,
      number,
    ]);
  }
}
