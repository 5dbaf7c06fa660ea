import type { LoggedModel } from '../api/logged-models.ts';
import type { ModelVersion } from '../api/model-versions.ts';
import type { Run } from '../api/runs.ts';
import { formatNumber } from '../format/numbers.ts';
import { fieldText, type Signature, type SignatureField } from './signature.ts';

/** A version with all that it is compared by; what could not be had is undefined. */
export interface ComparedVersion {
  readonly version: ModelVersion;
  readonly run: Run | undefined;
  readonly loggedModel: LoggedModel | undefined;
  readonly signature: Signature | undefined;
}

export interface ComparedRow {
  readonly name: string;
  /** A text for each version; undefined where it has none. */
  readonly values: readonly (string | undefined)[];
  /** For metrics: how far each is from the first version's; undefined where one of the two has none. */
  readonly deltas: readonly (number | undefined)[] | undefined;
  readonly differs: boolean;
}

export interface ComparedSection {
  readonly title: string;
  readonly rows: readonly ComparedRow[];
}

/** What there is to say of versions side by side: parameters, metrics and signature. */
export function comparedSections(all: readonly ComparedVersion[]): ComparedSection[] {
  return [
    { title: 'Parameters', rows: rowsOf(all.map(paramsOf)) },
    { title: 'Metrics', rows: metricRows(all.map(metricsOf)) },
    { title: 'Inputs', rows: signatureRows(all, 'inputs') },
    { title: 'Outputs', rows: signatureRows(all, 'outputs') },
    { title: 'Signature parameters', rows: signatureRows(all, 'params') },
  ];
}

/** The run's, and what the logged model says in its stead. */
function paramsOf({ run, loggedModel }: ComparedVersion): Map<string, string> {
  return new Map([...Object.entries(run?.params ?? {}), ...Object.entries(loggedModel?.params ?? {})]);
}

function metricsOf({ run, loggedModel }: ComparedVersion): Map<string, number> {
  return new Map([
    ...Object.entries(run?.metrics ?? {}).map(([key, { value }]) => [key, value] as const),
    ...(loggedModel?.metrics ?? []).map(
      ({ key, value, datasetName }) => [datasetName === '' ? key : `${key} (${datasetName})`, value] as const,
    ),
  ]);
}

function metricRows(columns: readonly ReadonlyMap<string, number>[]): ComparedRow[] {
  const texts = columns.map(
    (column) => new Map([...column].map(([key, value]) => [key, formatNumber(value)])),
  );
  return rowsOf(texts).map((row) => {
    const [first, ...others] = columns.map((column) => column.get(row.name));
    const deltas = others.map((value) =>
      first === undefined || value === undefined ? undefined : value - first,
    );
    return { ...row, deltas: [undefined, ...deltas] };
  });
}

function signatureRows(all: readonly ComparedVersion[], part: keyof Signature): ComparedRow[] {
  return rowsOf(
    all.map(
      ({ signature }) => new Map((signature?.[part] ?? []).map((field) => [nameOf(field), typeOf(field)])),
    ),
  );
}

const nameOf = ({ name }: SignatureField): string => (name === '' ? 'unnamed' : name);
const typeOf = (field: SignatureField): string =>
  fieldText({ ...field, name: '' }) + (field.defaultValue === undefined ? '' : ` = ${field.defaultValue}`);

function rowsOf(columns: readonly ReadonlyMap<string, string>[]): ComparedRow[] {
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  return names
    .toSorted((a, b) => a.localeCompare(b, undefined, { numeric: true }))
    .map((name) => {
      const values = columns.map((column) => column.get(name));
      return { name, values, deltas: undefined, differs: new Set(values).size > 1 };
    });
}
