import { invalidParameter } from '@millrace/contracts/errors';
import type { InputSpec, Signature } from '../../scorers/model-file/signature.ts';
import type { InferRequest, InferTensor } from './infer-request.ts';

/** What the protocol itself says in `parameters`; the others are the model's. */
const OWN_PARAMETERS = new Set([
  'content_type',
  'headers',
  'binary_data_output',
  'sequence_id',
  'sequence_start',
  'sequence_end',
  'priority',
  'timeout',
]);

/**
 * The body of MLflow's protocol that asks the same: tensors for a signature of tensors, and else a table whose columns are the
 * inputs, or the columns of the one matrix that was sent. Throws MlflowError.
 */
export function toInvocation(request: InferRequest, signature: Signature | undefined): string {
  const parameters = Object.entries(request.parameters).filter(([name]) => !OWN_PARAMETERS.has(name));
  const params = parameters.length > 0 ? { params: Object.fromEntries(parameters) } : {};
  return JSON.stringify({ ...dataOf(request.inputs, signature), ...params });
}

function dataOf(inputs: readonly InferTensor[], signature: Signature | undefined): object {
  const [first] = inputs;
  const [spec] = signature?.inputs ?? [];
  const isMatrix =
    inputs.length === 1 && first !== undefined && first.shape.length > 1 && first.shape[1] !== 1;
  if (spec?.kind === 'tensor' || (spec === undefined && isMatrix)) {
    if (spec?.name !== undefined)
      return {
        inputs: Object.fromEntries(inputs.map((input) => [input.name, nested(input.data, input.shape)])),
      };
    if (inputs.length !== 1 || first === undefined)
      throw invalidParameter('inputs must be one tensor: the model takes one.');
    return { inputs: nested(first.data, first.shape) };
  }
  return { dataframe_split: isMatrix ? matrixTable(first, signature?.inputs ?? []) : table(inputs) };
}

function table(inputs: readonly InferTensor[]): object {
  const rows = inputs[0]?.data.length ?? 0;
  for (const { name, shape, data } of inputs)
    if (data.length !== rows || shape.slice(1).some((size) => size !== 1))
      throw invalidParameter(`inputs.${name} must have the shape [${rows}], as a column of a table has.`);
  return {
    columns: inputs.map(({ name }) => name),
    data: Array.from({ length: rows }, (_, row) => inputs.map(({ data }) => data[row])),
  };
}

function matrixTable({ name, shape, data }: InferTensor, columns: readonly InputSpec[]): object {
  if (shape.length !== 2 || shape[1] !== columns.length)
    throw invalidParameter(
      `inputs.${name} must have the shape [rows, ${columns.length}]: the model has so many columns.`,
    );
  return { columns: columns.map((column, index) => column.name ?? index), data: nested(data, shape) };
}

function nested(data: readonly unknown[], shape: readonly number[]): unknown {
  const build = (from: number, size: number, [count, ...inner]: readonly number[]): unknown => {
    if (count === undefined) return data[from];
    const step = count === 0 ? 0 : size / count;
    return Array.from({ length: count }, (_, index) => build(from + index * step, step, inner));
  };
  return build(0, data.length, shape);
}
