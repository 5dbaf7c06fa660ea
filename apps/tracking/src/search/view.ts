/** Which rows a search sees, by the stage of their life; MLflow's `ViewType`. */
export type View = 'ACTIVE_ONLY' | 'DELETED_ONLY' | 'ALL';

/** The condition for a column that holds when a row was deleted. */
export function viewSql(view: View, deletedMs: string): string {
  if (view === 'ALL') return 'true';
  return view === 'DELETED_ONLY' ? `${deletedMs} IS NOT NULL` : `${deletedMs} IS NULL`;
}
