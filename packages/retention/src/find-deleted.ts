import type { Queryable } from '@millrace/database/database';
import { type Deleted, type Kind, type Selection, SelectionError } from './selection.ts';

interface Table {
  readonly kind: Kind;
  readonly ids: (selection: Selection) => readonly string[] | undefined;
  readonly isId: RegExp;
  readonly sql: string;
}

/** A registered model's files are those of a run, or of a logged model, that may be deleted. */
const versionsWhere = (condition: string): string =>
  `coalesce((SELECT string_agg(v.name || '/' || v.version, ', ' ORDER BY v.name, v.version) FROM model_versions v
     WHERE (${condition}) AND v.stage <> 'Deleted_Internal'), '')`;

const RUN_ID = `replace(r.run_id::text, '-', '')`;

// What was begun to be removed (a negative time) is finished whatever its age; what an experiment takes with it is not named.
const TABLES: readonly Table[] = [
  {
    kind: 'experiment',
    ids: ({ experimentIds }) => experimentIds,
    isId: /^\d{1,9}$/,
    sql: `SELECT e.experiment_id::text AS id, e.name, e.artifact_location AS "artifactUri", e.deleted_ms AS "deletedMs",
        ${versionsWhere(
          `v.run_id IN (SELECT ${RUN_ID} FROM runs r WHERE r.experiment_id = e.experiment_id)
           OR v.model_id IN (SELECT m.model_id FROM logged_models m WHERE m.experiment_id = e.experiment_id)`,
        )} AS registered
      FROM experiments e
      WHERE CASE WHEN $1::text[] IS NULL THEN e.deleted_ms <= $2 ELSE e.experiment_id::text = ANY ($1) END ORDER BY e.experiment_id`,
  },
  {
    kind: 'run',
    ids: ({ runIds }) => runIds,
    isId: /^[0-9a-f]{32}$/,
    sql: `SELECT ${RUN_ID} AS id, r.name, r.artifact_uri AS "artifactUri", r.deleted_ms AS "deletedMs",
        ${versionsWhere(`v.run_id = ${RUN_ID}`)} AS registered
      FROM runs r
      WHERE CASE WHEN $1::text[] IS NULL THEN r.deleted_ms <= $2 ELSE r.run_id = ANY ($1::uuid[]) END ORDER BY r.run_id`,
  },
  {
    kind: 'logged model',
    ids: ({ loggedModelIds }) => loggedModelIds,
    isId: /^\S+$/,
    sql: `SELECT m.model_id AS id, m.name, m.artifact_location AS "artifactUri", m.deleted_ms AS "deletedMs",
        ${versionsWhere('v.model_id = m.model_id')} AS registered
      FROM logged_models m
      WHERE CASE WHEN $1::text[] IS NULL THEN m.deleted_ms <= $2 ELSE m.model_id = ANY ($1) END ORDER BY m.model_id`,
  },
];

interface Row extends Omit<Deleted, 'kind'> {
  readonly deletedMs: number | null;
}

/** What the selection means, experiments first. Throws SelectionError when an id names nothing, or nothing that is deleted for long enough. */
export async function findDeleted(
  database: Queryable,
  selection: Selection,
  nowMs: number,
): Promise<Deleted[]> {
  const named = TABLES.some(({ ids }) => ids(selection) !== undefined);
  const before = nowMs - selection.olderThanMs;
  const found: Deleted[] = [];
  for (const { kind, ids, isId, sql } of TABLES) {
    const wanted = ids(selection);
    if (named && wanted === undefined) continue;
    for (const id of wanted ?? [])
      if (!isId.test(id)) throw new SelectionError(`'${id}' is not the id of a ${kind}.`);
    const rows = await database.query<Row>(sql, [wanted ?? null, before]);
    for (const id of wanted ?? [])
      refuseUnlessDeleted(
        kind,
        id,
        rows.find((row) => row.id === id),
        before,
      );
    for (const { deletedMs: _, ...row } of rows) found.push({ kind, ...row });
  }
  return found;
}

function refuseUnlessDeleted(kind: Kind, id: string, row: Row | undefined, before: number): void {
  if (row === undefined) throw new SelectionError(`There is no ${kind} '${id}'.`);
  if (row.deletedMs === null)
    throw new SelectionError(
      `The ${kind} '${id}' is active: only what was deleted before can be removed for good.`,
    );
  if (row.deletedMs > before)
    throw new SelectionError(`The ${kind} '${id}' was deleted later than --older-than allows.`);
}
