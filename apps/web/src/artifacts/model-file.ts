import { readSignature, type Signature } from '../models/signature.ts';

/** What an MLmodel file says of a model. */
export interface ModelFile {
  readonly flavors: readonly {
    readonly name: string;
    readonly facts: readonly (readonly [string, string])[];
  }[];
  /** Undefined where it was logged without one. */
  readonly signature: Signature | undefined;
  readonly facts: readonly (readonly [string, string])[];
}

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const FACTS: readonly (readonly [string, string])[] = [
  ['model_id', 'Model id'],
  ['run_id', 'Run'],
  ['artifact_path', 'Artifact path'],
  ['mlflow_version', 'MLflow'],
  ['utc_time_created', 'Created (UTC)'],
  ['model_size_bytes', 'Size in bytes'],
  ['model_uuid', 'UUID'],
];

/** Reads the value of an MLmodel file; what is missing or malformed in it is left out. */
export function modelFile(value: unknown): ModelFile {
  const model = isPlain(value) ? value : {};
  const flavors = isPlain(model['flavors']) ? Object.entries(model['flavors']) : [];
  return {
    flavors: flavors.map(([name, each]) => ({
      name,
      facts: isPlain(each) ? Object.entries(each).map(([key, fact]) => [key, plainText(fact)] as const) : [],
    })),
    signature: readSignature(model['signature']),
    facts: FACTS.flatMap(([key, label]) => {
      const fact = model[key];
      return fact === undefined || fact === null ? [] : [[label, plainText(fact)] as const];
    }),
  };
}

function plainText(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
