import { readSignature, type Signature } from './signature.ts';

/** What the file `MLmodel` of a model says of it. */
export interface MlModel {
  readonly signature: Signature | undefined;
  /** The names of the flavors, `python_function` first. */
  readonly flavors: readonly string[];
  /** Path of the input example below the model's folder. */
  readonly examplePath: string | undefined;
  /** Path of the example as a request to a scoring server. */
  readonly servingExamplePath: string | undefined;
  readonly mlflowVersion: string | undefined;
  readonly bytes: number | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads an MLmodel file. Throws when it is not YAML of that kind. */
export async function readMlModel(source: string): Promise<MlModel> {
  const { parse } = await import('yaml');
  // Aliases are not used in MLmodel files; without a bound they could blow up.
  const file = parse(source, { maxAliasCount: 100 }) as Record<string, unknown> | null;
  if (typeof file !== 'object' || file === null) throw new Error('The file MLmodel holds no YAML mapping.');
  const flavors = Object.keys((file['flavors'] as object | null | undefined) ?? {});
  const example = file['saved_input_example_info'] as Record<string, unknown> | null | undefined;
  return {
    signature: readSignature(file['signature']),
    flavors: flavors.toSorted((a, b) => Number(b === 'python_function') - Number(a === 'python_function')),
    examplePath: text(example?.['artifact_path']),
    servingExamplePath: text(example?.['serving_input_path']),
    mlflowVersion: text(file['mlflow_version']),
    bytes: typeof file['model_size_bytes'] === 'number' ? file['model_size_bytes'] : undefined,
  };
}
