export interface ExampleFrame {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly unknown[] }[];
}

const MOST_ROWS = 50;

/** An input example that is a data frame, as MLflow writes it: `{"columns": […], "data": [[…]]}`. Undefined for others. */
export function readFrame(text: string): ExampleFrame | undefined {
  try {
    const example = JSON.parse(text) as { columns?: unknown; data?: unknown } | null;
    if (!Array.isArray(example?.columns) || !Array.isArray(example.data)) return undefined;
    const rows: readonly unknown[] = example.data;
    if (!rows.every((row): row is unknown[] => Array.isArray(row))) return undefined;
    return {
      columns: example.columns.map(String),
      rows: rows.slice(0, MOST_ROWS).map((cells, index) => ({ id: String(index), cells })),
    };
  } catch {
    return undefined;
  }
}
