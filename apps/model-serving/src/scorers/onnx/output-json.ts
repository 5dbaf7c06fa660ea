import { pythonFloat } from '@millrace/contracts/wire/python-text';

/** An output of a session, as far as writing it goes. */
export interface OutputTensor {
  readonly name: string;
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: ArrayLike<number | bigint | string | boolean>;
}

type WriteValue = (value: never) => string;

const WRITE: Readonly<Record<string, WriteValue>> = {
  float32: floatText,
  float64: floatText,
  int64: String,
  int32: String,
  bool: (value: number) => (value ? 'true' : 'false'),
  string: asciiJson,
};

export const WRITABLE_TYPES: ReadonlySet<string> = new Set(Object.keys(WRITE));

/**
 * The JSON text that MLflow answers for each request, whose rows follow one another in the outputs; undefined when the
 * outputs have not one row for each row.
 */
export function tensorTexts(
  outputs: readonly OutputTensor[],
  counts: readonly number[],
): string[] | undefined {
  if (counts.length === 1) return [answerText(outputs.map((output) => wholeText(output)))];
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (outputs.some(({ dims }) => dims[0] !== total)) return undefined;
  const writers = outputs.map(rowWriter);
  let row = 0;
  return counts.map((count) => {
    const parts = writers.map(({ name, write }) => {
      let text = '';
      for (let at = row; at < row + count; at += 1) text += at === row ? write(at) : `, ${write(at)}`;
      return `${name}: [${text}]`;
    });
    row += count;
    return answerText(parts);
  });
}

/** As `tensorTexts`, for answers that MLflow puts into a table with a column for each output. */
export function recordTexts(
  outputs: readonly OutputTensor[],
  counts: readonly number[],
): string[] | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (outputs.some(({ data }) => data.length !== total)) return undefined;
  const columns = outputs.map(({ name, type, data }) => ({
    name: asciiJson(name),
    write: WRITE[type],
    data,
  }));
  let row = 0;
  return counts.map((count) => {
    const records: string[] = [];
    for (let at = row; at < row + count; at += 1)
      records.push(
        `{${columns.map(({ name, write, data }) => `${name}: ${write?.(data[at] as never)}`).join(', ')}}`,
      );
    row += count;
    return `{"predictions": [${records.join(', ')}]}`;
  });
}

function answerText(parts: readonly string[]): string {
  return `{"predictions": {${parts.join(', ')}}}`;
}

function wholeText(output: OutputTensor): string {
  const write = WRITE[output.type] as WriteValue;
  return `${asciiJson(output.name)}: ${nested(output, output.dims, 0, output.data.length, write)}`;
}

function rowWriter(output: OutputTensor): { name: string; write: (row: number) => string } {
  const write = WRITE[output.type] as WriteValue;
  const shape = output.dims.slice(1);
  const size = shape.reduce((product, each) => product * each, 1);
  return {
    name: asciiJson(output.name),
    write: (row) => nested(output, shape, row * size, size, write),
  };
}

function nested(
  output: OutputTensor,
  dims: readonly number[],
  from: number,
  size: number,
  write: WriteValue,
): string {
  const [count, ...inner] = dims;
  if (count === undefined) return write(output.data[from] as never);
  const step = count === 0 ? 0 : size / count;
  let text = '';
  for (let index = 0; index < count; index += 1) {
    if (index > 0) text += ', ';
    const at = from + index * step;
    text += inner.length === 0 ? write(output.data[at] as never) : nested(output, inner, at, step, write);
  }
  return `[${text}]`;
}

/** As Python writes floats: `1.0`, `1e-05`, `NaN`. */
function floatText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e16) return Number.isInteger(value) ? `${value}.0` : String(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (Number.isNaN(value)) return 'NaN';
  if (size === Infinity) return value > 0 ? 'Infinity' : '-Infinity';
  return pythonFloat(value);
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
