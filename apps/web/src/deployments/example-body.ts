import type { ModelInput } from '../api/scoring.ts';

/** A column that can be typed in a field of its own. */
export const isColumn = ({ shape }: ModelInput): boolean => shape.length === 1 && shape[0] === -1;

/** A request with one row of typed values: numbers where the model takes numbers. */
export function bodyOf(inputs: readonly ModelInput[], values: Readonly<Record<string, string>>): string {
  const data = inputs.map(({ name, datatype }) => valueOf(datatype, values[name] ?? ''));
  return JSON.stringify({ dataframe_split: { columns: inputs.map(({ name }) => name), data: [data] } });
}

function valueOf(datatype: string, text: string): unknown {
  if (datatype === 'BYTES') return text;
  if (text.trim() === '') return null;
  if (datatype === 'BOOL') return text.trim().toLowerCase() === 'true';
  const value = Number(text);
  // What is no number is sent as it is: the model says what is wrong with it.
  return Number.isNaN(value) ? text : value;
}

/** The first row of an example request, by column; empty where it is no table. */
export function firstRow(example: string | undefined): Readonly<Record<string, string>> {
  try {
    const { dataframe_split: table } = JSON.parse(example ?? '{}') as {
      dataframe_split?: { columns?: unknown[]; data?: unknown[][] };
    };
    const { columns = [], data: [row = []] = [] } = table ?? {};
    return Object.fromEntries(
      columns.map((name, index) => {
        const value = row[index];
        return [String(name), typeof value === 'string' ? value : JSON.stringify(value ?? '')];
      }),
    );
  } catch {
    return {};
  }
}

/** A request to begin with: the model's example, or one made from what it takes. */
export function startingBody(example: string | undefined, inputs: readonly ModelInput[]): string {
  if (example !== undefined) return pretty(example);
  if (inputs.length > 0 && inputs.every(isColumn)) return pretty(bodyOf(inputs, {}));
  return '{\n  "inputs": []\n}';
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
