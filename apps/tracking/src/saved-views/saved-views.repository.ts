import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';

export interface SavedViewRow {
  readonly view_id: string;
  readonly name: string;
  readonly experiment_ids: readonly number[];
  /** JSON text. */
  readonly content: string;
  readonly created_ms: number;
  readonly updated_ms: number;
}

export type SavedViewHead = Omit<SavedViewRow, 'content'>;

const HEAD = 'view_id, name, experiment_ids, created_ms, updated_ms';
const MOST_LISTED = 500;

@Injectable()
export class SavedViewsRepository {
  constructor(private readonly database: Database) {}

  async insert(view: SavedViewRow): Promise<void> {
    await this.database.query(`INSERT INTO saved_views (${HEAD}, content) VALUES ($1, $2, $3, $4, $5, $6)`, [
      view.view_id,
      view.name,
      view.experiment_ids,
      view.created_ms,
      view.updated_ms,
      view.content,
    ]);
  }

  async find(viewId: string): Promise<SavedViewRow | undefined> {
    const [row] = await this.database.query<SavedViewRow>(
      `SELECT ${HEAD}, content FROM saved_views WHERE view_id = $1`,
      [viewId],
    );
    return row;
  }

  /** Those with a name; what was only shared as a link has none. */
  async list(experimentId: number): Promise<SavedViewHead[]> {
    return this.database.query(
      `SELECT ${HEAD} FROM saved_views WHERE experiment_ids @> ARRAY[$1::int] AND name <> ''
       ORDER BY lower(name), view_id LIMIT ${MOST_LISTED}`,
      [experimentId],
    );
  }

  /** What is undefined stays; undefined when there is no such view. */
  async update(
    viewId: string,
    change: { readonly name: string | undefined; readonly content: string | undefined },
    nowMs: number,
  ): Promise<SavedViewRow | undefined> {
    const [row] = await this.database.query<SavedViewRow>(
      `UPDATE saved_views SET name = coalesce($2, name), content = coalesce($3, content), updated_ms = $4
       WHERE view_id = $1 RETURNING ${HEAD}, content`,
      [viewId, change.name ?? null, change.content ?? null, nowMs],
    );
    return row;
  }

  async delete(viewId: string): Promise<boolean> {
    const rows = await this.database.query('DELETE FROM saved_views WHERE view_id = $1 RETURNING view_id', [
      viewId,
    ]);
    return rows.length > 0;
  }
}
