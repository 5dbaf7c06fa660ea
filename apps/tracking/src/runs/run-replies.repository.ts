import { Injectable } from '@nestjs/common';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import { uuidArray } from '@millrace/database/binary-array';
import { Database } from '@millrace/database/database';
import { runRepliesSql } from './run-reply.ts';

const SQL = runRepliesSql('SELECT * FROM unnest($1::uuid[]) WITH ORDINALITY AS asked(run_id, position)');

/** Whole runs, as the JSON text of MLflow's `Run` message. */
@Injectable()
export class RunReplies {
  constructor(private readonly database: Database) {}

  /** One text for each run that exists, in the order of the ids. */
  async getRunsAsReplies(runIds: readonly string[]): Promise<string[]> {
    const uuids = runIds.flatMap((id) => runIdToUuid(id.replaceAll('-', '')) ?? []);
    const rows = await this.database.prepared<{ json: string }>('run-replies', SQL, [uuidArray(uuids)]);
    return rows.map((row) => row.json);
  }
}
