/** A table as `mlflow.log_table` writes it: pandas' "split" form. */
export interface LoggedTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** The table that a JSON value is; undefined when it is none. */
export function loggedTable(value: unknown): LoggedTable | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { columns, data, index: _, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0 || !Array.isArray(columns) || !Array.isArray(data)) return undefined;
  if (!data.every((row) => Array.isArray(row))) return undefined;
  return { columns: columns.map(String), rows: data as unknown[][] };
}

/** An image in a cell of a logged table: where it is among the run's artifacts. */
export interface CellImage {
  readonly path: string;
  readonly smallPath: string;
}

export function cellImage(value: unknown): CellImage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, filepath, compressed_filepath: small } = value as Record<string, unknown>;
  if (type !== 'image' || typeof filepath !== 'string') return undefined;
  return { path: filepath, smallPath: typeof small === 'string' ? small : filepath };
}
