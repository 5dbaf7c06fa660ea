import { Injectable } from '@nestjs/common';
import type { Queryable } from '@millrace/database/database';

@Injectable()
export class AliasesRepository {
  /** Points the alias at the version and returns the version it pointed at before, if it was there. */
  async put(
    transaction: Queryable,
    name: string,
    alias: string,
    version: number,
  ): Promise<number | undefined> {
    const [row] = await transaction.query<{ previous: number | null }>(
      `WITH before AS (
         SELECT version FROM registered_model_aliases WHERE name = $1 AND alias = $2 FOR UPDATE
       )
       INSERT INTO registered_model_aliases (name, alias, version) VALUES ($1, $2, $3)
       ON CONFLICT (name, alias) DO UPDATE SET version = excluded.version
       RETURNING (SELECT version FROM before) AS previous`,
      [name, alias, version],
    );
    return row?.previous ?? undefined;
  }

  async remove(transaction: Queryable, name: string, alias: string): Promise<void> {
    await transaction.query('DELETE FROM registered_model_aliases WHERE name = $1 AND alias = $2', [
      name,
      alias,
    ]);
  }
}
