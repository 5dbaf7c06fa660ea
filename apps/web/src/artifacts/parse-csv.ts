import Papa from 'papaparse';

/** Separated values: the first row names the columns; the delimiter is found from what is there. */
export function parseCsv(text: string): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const [columns = [], ...rows] = data;
  const widest = rows.slice(0, 100).reduce((most, row) => Math.max(most, row.length), columns.length);
  const unnamed = Array.from({ length: widest - columns.length }, (_, index) =>
    String(columns.length + index + 1),
  );
  return { columns: [...columns, ...unnamed], rows };
}
