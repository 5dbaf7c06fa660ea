import { isRecord, type PlainBody } from './plain-body.ts';
import type { PlainInput, PlainRows } from './plain-rows.ts';
import { NOT_PLAIN, type ReadValue, valueReader } from './plain-values.ts';

/** Reads plain tensors of the signature's shapes. */
export class TensorReader {
  private readonly inputs: readonly PlainInput[];
  private readonly values: readonly ReadValue[];

  constructor(inputs: readonly PlainInput[]) {
    this.inputs = inputs;
    this.values = inputs.map(({ type }) => valueReader(type, false));
  }

  read({ format, data }: PlainBody): PlainRows | undefined {
    if (this.inputs[0]?.name !== undefined) return format === 'inputs' ? this.readNamed(data) : undefined;
    if (format === 'instances' || format === 'inputs') return this.readUnnamed(data);
    return format === 'dataframe_split' ? this.readTable(data) : undefined;
  }

  private readUnnamed(data: unknown): PlainRows | undefined {
    const list = this.flat(data, 0);
    return list && { rows: (data as unknown[]).length, values: [list] };
  }

  private readNamed(data: unknown): PlainRows | undefined {
    if (!isRecord(data) || Object.keys(data).length !== this.inputs.length) return undefined;
    const values: unknown[][] = [];
    let rows: number | undefined;
    for (const [index, { name = '' }] of this.inputs.entries()) {
      const list = this.flat(data[name], index);
      const count = (data[name] as unknown[] | undefined)?.length;
      if (list === undefined || (rows !== undefined && rows !== count)) return undefined;
      rows = count;
      values.push(list);
    }
    return rows === undefined ? undefined : { rows, values };
  }

  /** A table of several columns whose names do not matter becomes a matrix. */
  private readTable(table: unknown): PlainRows | undefined {
    if (!isRecord(table) || Object.keys(table).length !== 2) return undefined;
    const { columns, data } = table;
    const { shape, type } = this.inputs[0] as PlainInput;
    if (shape.length !== 1 || (shape[0] ?? 0) < 2 || !Array.isArray(columns) || !Array.isArray(data))
      return undefined;
    if (columns.length !== shape[0] || !columns.every((name) => typeof name === 'string')) return undefined;
    if (new Set(columns).size !== columns.length || data.length === 0) return undefined;
    const list: unknown[] = [];
    const read = valueReader(type, true);
    return flatten(data, [data.length, ...shape], 0, read, list)
      ? { rows: data.length, values: [list] }
      : undefined;
  }

  private flat(data: unknown, index: number): unknown[] | undefined {
    if (!Array.isArray(data) || data.length === 0) return undefined;
    const { shape } = this.inputs[index] as PlainInput;
    const list: unknown[] = [];
    return flatten(data, [data.length, ...shape], 0, this.values[index] as ReadValue, list)
      ? list
      : undefined;
  }
}

/** Appends the values of nested lists that have exactly the shape; false when they have not. */
function flatten(
  data: unknown,
  shape: readonly number[],
  depth: number,
  read: ReadValue,
  into: unknown[],
): boolean {
  if (!Array.isArray(data) || data.length !== shape[depth]) return false;
  for (const item of data) {
    if (depth + 1 < shape.length) {
      if (!flatten(item, shape, depth + 1, read, into)) return false;
      continue;
    }
    const value = read(item);
    if (value === NOT_PLAIN) return false;
    into.push(value);
  }
  return true;
}
