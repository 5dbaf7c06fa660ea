import { readSignature } from '../models/signature.ts';

/** A column of a dataset's schema. */
export interface DatasetColumn {
  readonly name: string;
  readonly type: string;
}

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null;

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/**
 * The columns of a schema: `mlflow_colspec` is a list of columns; `mlflow_tensorspec` describes the tensors of features and
 * targets. Empty where it is neither.
 */
export function datasetColumns(schema: string | undefined): DatasetColumn[] {
  const value = parsed(schema);
  if (!isPlain(value)) return [];
  const columns = value['mlflow_colspec'];
  if (Array.isArray(columns)) return fieldsOf(columns, (name) => name);
  const tensors = value['mlflow_tensorspec'];
  if (!isPlain(tensors)) return [];
  return ['features', 'targets'].flatMap((side) => {
    const list = typeof tensors[side] === 'string' ? parsed(tensors[side]) : tensors[side];
    return isPlain(list) ? fieldsOf(list, (name) => (name === '' ? side : `${side}.${name}`)) : [];
  });
}

/** They are written as the fields of a model's signature are. */
function fieldsOf(specs: object, named: (name: string) => string): DatasetColumn[] {
  const fields = readSignature({ inputs: JSON.stringify(specs) })?.inputs ?? [];
  return fields.map(({ name, type }) => ({ name: named(name), type }));
}

/** What a profile says: rows, elements, and whatever else was counted. */
export function datasetProfile(profile: string | undefined): [string, string][] {
  const value = parsed(profile);
  if (!isPlain(value) || Array.isArray(value)) return [];
  return Object.entries(value).map(([key, each]) => [
    key.replaceAll('_', ' '),
    typeof each === 'object' ? JSON.stringify(each) : String(each as string | number),
  ]);
}

/** Where a dataset is from: the address in its source, or the source as it is. */
export function datasetAddress(source: string): string {
  const value = parsed(source);
  if (!isPlain(value)) return source;
  const found = ['uri', 'url', 'path', 'table_name', 'name'].map((key) => value[key]).find(Boolean);
  return typeof found === 'string' ? found : source;
}
