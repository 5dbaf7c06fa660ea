import type { ModelFile } from '../model-file/model-file.ts';
import type { InputSpec, ScalarType } from '../model-file/signature.ts';
import { readPlainBody } from './plain-body.ts';
import type { PlainInput, PlainReader, WireType } from './plain-rows.ts';
import { TableReader } from './read-table.ts';
import { TensorReader } from './read-tensors.ts';

const WIRE_OF_COLUMN: { readonly [Type in ScalarType]?: WireType } = {
  boolean: '?',
  integer: 'i',
  long: 'l',
  float: 'f',
  double: 'd',
  string: 's',
};

const WIRE_OF_DTYPE: Readonly<Record<string, WireType>> = {
  float32: 'f',
  float64: 'd',
  int32: 'i',
  int64: 'l',
};

/**
 * The reader of a model's plain requests; undefined when none of its requests are plain: it has no signature, or one with
 * parameters, optional or unnamed columns, or types that take more than JSON to understand.
 */
export function plainReader({ signature, signatureFromTypeHint }: ModelFile): PlainReader | undefined {
  if (signature === undefined || signature.hasParams || signatureFromTypeHint) return undefined;
  const inputs = signature.inputs.map(plainInput);
  if (inputs.length === 0 || inputs.includes(undefined)) return undefined;
  const all = inputs as readonly PlainInput[];
  const tensors = signature.inputs[0]?.kind === 'tensor';
  const reader = tensors ? new TensorReader(all) : new TableReader(all);
  return {
    inputs: all,
    tensors,
    read(body) {
      const plain = readPlainBody(body);
      return plain && reader.read(plain);
    },
  };
}

function plainInput(spec: InputSpec): PlainInput | undefined {
  if (spec.kind === 'tensor') {
    const [rows, ...shape] = spec.shape;
    const type = WIRE_OF_DTYPE[spec.dtype];
    if (type === undefined || rows !== -1 || shape.some((size) => size < 1)) return undefined;
    return { name: spec.name, type, shape, width: shape.reduce((product, size) => product * size, 1) };
  }
  const type = spec.type && WIRE_OF_COLUMN[spec.type];
  if (type === undefined || spec.name === undefined || !spec.required) return undefined;
  return { name: spec.name, type, shape: [], width: 1 };
}
