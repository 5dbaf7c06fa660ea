import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@millrace/database/database';
import type { State } from '../deployments/deployment.ts';

/** A replica that has not been heard of for so long is gone, and nobody waits for it. */
export const GONE_AFTER_MS = 20_000;

export interface Load {
  readonly replica: string;
  readonly number: number;
  readonly generation: number;
  readonly state: State;
  readonly reason: string | null;
}

/** Rows of how far replicas are with loading versions. */
@Injectable()
export class LoadsRepository {
  constructor(private readonly database: Database) {}

  async put(transaction: Queryable, deploymentId: string, load: Load, now: number): Promise<void> {
    await transaction.query(
      `INSERT INTO deployment_loads (deployment_id, number, replica, generation, state, reason, seen_ms)
       SELECT deployment_id, number, $3, $4, $5, $6, $7 FROM deployment_versions WHERE deployment_id = $1 AND number = $2
       ON CONFLICT (deployment_id, number, replica) DO UPDATE
         SET generation = excluded.generation, state = excluded.state, reason = excluded.reason, seen_ms = excluded.seen_ms`,
      [deploymentId, load.number, load.replica, load.generation, load.state, load.reason, now],
    );
  }

  /** Of replicas that live, of all versions of a deployment. */
  alive(transaction: Queryable, deploymentId: string, now: number): Promise<Load[]> {
    return transaction.query(
      `SELECT replica, number, generation, state, reason FROM deployment_loads
       WHERE deployment_id = $1 AND seen_ms > $2`,
      [deploymentId, now - GONE_AFTER_MS],
    );
  }

  /** Says that a replica lives, and drops what those said that do not. */
  async beat(replica: string, now: number): Promise<void> {
    await this.database.query('UPDATE deployment_loads SET seen_ms = $2 WHERE replica = $1', [replica, now]);
    await this.database.query('DELETE FROM deployment_loads WHERE seen_ms < $1', [now - GONE_AFTER_MS]);
  }

  /** Takes back what a replica that stops has said. What no other has loaded is to be loaded again. */
  async leave(replica: string): Promise<void> {
    await this.database.query('DELETE FROM deployment_loads WHERE replica = $1', [replica]);
    await this.database.query(
      `UPDATE deployment_versions v SET state = 'pending' WHERE role <> 'retired' AND state = 'ready' AND NOT EXISTS (
         SELECT 1 FROM deployment_loads l WHERE l.deployment_id = v.deployment_id AND l.number = v.number)`,
    );
  }
}
