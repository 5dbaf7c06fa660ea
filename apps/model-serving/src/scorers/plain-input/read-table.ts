import { isRecord, type PlainBody } from './plain-body.ts';
import type { PlainInput, PlainRows } from './plain-rows.ts';
import { NOT_PLAIN, type ReadValue, valueReader } from './plain-values.ts';

/** Reads plain tables of the signature's columns. */
export class TableReader {
  private readonly names: readonly string[];
  private readonly cells: readonly ReadValue[];
  private readonly strictCells: readonly ReadValue[];
  private readonly numbersOnly: boolean;
  private lastColumns: readonly unknown[] = [];
  private lastPlaces: readonly number[] | undefined;

  constructor(inputs: readonly PlainInput[]) {
    this.names = inputs.map(({ name }) => name ?? '');
    this.cells = inputs.map(({ type }) => valueReader(type, true));
    this.strictCells = inputs.map(({ type }) => valueReader(type, false));
    this.numbersOnly = inputs.every(({ type }) => type !== 's');
  }

  read({ format, data }: PlainBody): PlainRows | undefined {
    switch (format) {
      case 'dataframe_split':
        return this.readSplit(data);
      case 'dataframe_records':
        return this.readRecords(data, this.cells);
      case 'instances':
        // MLflow makes NumPy arrays of these, and pandas tells NumPy's strings from others.
        return this.numbersOnly ? this.readRecords(data, this.strictCells) : undefined;
      default:
        return this.numbersOnly ? this.readColumns(data) : undefined;
    }
  }

  private readSplit(table: unknown): PlainRows | undefined {
    if (!isRecord(table)) return undefined;
    const { columns, data } = table;
    if (!Array.isArray(columns) || !Array.isArray(data) || data.length === 0) return undefined;
    if (Object.keys(table).length !== 2) return undefined;
    const places = this.placesIn(columns);
    if (places === undefined) return undefined;
    for (const row of data) if (!Array.isArray(row) || row.length !== columns.length) return undefined;
    const rows = data as readonly (readonly unknown[])[];
    return collect(this.cells, rows.length, (row, column) => rows[row]?.[places[column] ?? -1]);
  }

  private readRecords(records: unknown, cells: readonly ReadValue[]): PlainRows | undefined {
    if (!Array.isArray(records) || records.length === 0) return undefined;
    for (const record of records)
      if (!isRecord(record) || Object.keys(record).length !== this.names.length) return undefined;
    const rows = records as readonly Readonly<Record<string, unknown>>[];
    return collect(cells, rows.length, (row, column) => rows[row]?.[this.names[column] ?? '']);
  }

  private readColumns(table: unknown): PlainRows | undefined {
    if (!isRecord(table) || Object.keys(table).length !== this.names.length) return undefined;
    const columns = this.names.map((name) => table[name]);
    const rows = Array.isArray(columns[0]) ? columns[0].length : 0;
    if (rows === 0 || !columns.every((column) => Array.isArray(column) && column.length === rows))
      return undefined;
    const lists = columns as readonly (readonly unknown[])[];
    return collect(this.strictCells, rows, (row, column) => lists[column]?.[row]);
  }

  /** Where the signature's columns are among those given, which are unique; undefined when one is missing. */
  private placesIn(columns: readonly unknown[]): readonly number[] | undefined {
    if (isSame(columns, this.lastColumns)) return this.lastPlaces;
    const isPlain =
      columns.every((name) => typeof name === 'string') && new Set(columns).size === columns.length;
    const places = this.names.map((name) => columns.indexOf(name));
    this.lastPlaces = isPlain && !places.includes(-1) ? places : undefined;
    this.lastColumns = columns;
    return this.lastPlaces;
  }
}

function collect(
  cells: readonly ReadValue[],
  rows: number,
  cellAt: (row: number, column: number) => unknown,
): PlainRows | undefined {
  const values: unknown[][] = [];
  for (let column = 0; column < cells.length; column += 1) {
    const read = cells[column] as ReadValue;
    const list: unknown[] = [];
    for (let row = 0; row < rows; row += 1) {
      const value = read(cellAt(row, column));
      if (value === NOT_PLAIN) return undefined;
      list.push(value);
    }
    values.push(list);
  }
  return { rows, values };
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}
