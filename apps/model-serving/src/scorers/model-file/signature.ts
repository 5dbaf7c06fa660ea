/** One input or output of a model's signature: a column of a table, or a tensor. */
export type InputSpec = ColumnSpec | TensorSpec;

export interface ColumnSpec {
  readonly kind: 'column';
  readonly name: string | undefined;
  /** MLflow's name of the type; undefined for arrays, objects, maps and `Any`. */
  readonly type: ScalarType | undefined;
  readonly required: boolean;
}

export interface TensorSpec {
  readonly kind: 'tensor';
  readonly name: string | undefined;
  /** NumPy's name of the type: `float32`, `int64`, `str`, … */
  readonly dtype: string;
  /** -1 stands for any size. */
  readonly shape: readonly number[];
}

export const SCALAR_TYPES = [
  'boolean',
  'integer',
  'long',
  'float',
  'double',
  'string',
  'binary',
  'datetime',
] as const;
export type ScalarType = (typeof SCALAR_TYPES)[number];

export interface Signature {
  readonly inputs: readonly InputSpec[];
  readonly outputs: readonly InputSpec[];
  readonly hasParams: boolean;
}

interface WrittenSpec {
  readonly type?: unknown;
  readonly name?: string;
  readonly required?: boolean;
  readonly 'tensor-spec'?: { readonly dtype: string; readonly shape: readonly number[] };
}

/** Reads the signature of an MLmodel file, whose parts are JSON texts (mlflow/models/signature.py, to_dict). */
export function readSignature(
  written: { readonly inputs?: unknown; readonly outputs?: unknown; readonly params?: unknown } | undefined,
): Signature | undefined {
  if (written === undefined) return undefined;
  return {
    inputs: readSpecs(written.inputs),
    outputs: readSpecs(written.outputs),
    hasParams: typeof written.params === 'string' && written.params !== '[]',
  };
}

function readSpecs(text: unknown): InputSpec[] {
  if (typeof text !== 'string') return [];
  return (JSON.parse(text) as WrittenSpec[]).map(readSpec);
}

function readSpec(written: WrittenSpec): InputSpec {
  const tensor = written['tensor-spec'];
  if (written.type === 'tensor' && tensor !== undefined)
    return { kind: 'tensor', name: written.name, dtype: tensor.dtype, shape: tensor.shape };
  const type = SCALAR_TYPES.find((each) => each === written.type);
  // MLflow wrote `optional` before it wrote `required`; both absent mean required.
  return { kind: 'column', name: written.name, type, required: written.required ?? true };
}
