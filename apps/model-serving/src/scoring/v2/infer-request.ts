import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import { type Datatype, DATATYPES, isDatatype } from './datatypes.ts';

/** A tensor of a request, its data flat, row after row. */
export interface InferTensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly data: readonly unknown[];
}

export interface InferRequest {
  readonly id: string | undefined;
  readonly inputs: readonly InferTensor[];
  /** The names of the outputs that are wanted; undefined for all. */
  readonly outputs: readonly string[] | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const MAX_TENSORS = 10_000;
const MAX_DIMENSIONS = 32;

type Fields = Readonly<Record<string, unknown>>;

/** Reads the body of an inference request; throws MlflowError that names the field. */
export function readInferRequest(body: Buffer): InferRequest {
  const fields = asFields(parse(body), 'The body');
  const { id, inputs, outputs, parameters = {} } = fields;
  if (id !== undefined && typeof id !== 'string') throw invalidParameter('id must be a string.');
  if (!Array.isArray(inputs) || inputs.length === 0 || inputs.length > MAX_TENSORS)
    throw invalidParameter(`inputs must be a list of 1 to ${MAX_TENSORS} tensors.`);
  if (outputs !== undefined && !Array.isArray(outputs))
    throw invalidParameter('outputs must be a list of {"name": …}.');
  const tensors = inputs.map((input, index) => readTensor(input, `inputs[${index}]`));
  if (new Set(tensors.map(({ name }) => name)).size !== tensors.length)
    throw invalidParameter('inputs must have a name each that no other has.');
  return {
    id,
    inputs: tensors,
    outputs: outputs?.map((output, index) =>
      nameOf(asFields(output, `outputs[${index}]`), `outputs[${index}]`),
    ),
    parameters: asFields(parameters, 'parameters'),
  };
}

function readTensor(written: unknown, field: string): InferTensor {
  const fields = asFields(written, field);
  const { datatype, shape, data, parameters } = fields;
  const name = nameOf(fields, field);
  if (!isDatatype(datatype))
    throw invalidParameter(`${field}.datatype must be one of ${Object.keys(DATATYPES).join(', ')}.`);
  if (!Array.isArray(shape) || shape.length > MAX_DIMENSIONS || !shape.every(isSize))
    throw invalidParameter(`${field}.shape must be a list of at most ${MAX_DIMENSIONS} sizes.`);
  if (
    data === undefined &&
    parameters !== undefined &&
    'binary_data_size' in asFields(parameters, `${field}.parameters`)
  )
    throw invalidParameter(`${field} has binary data, which is not taken; send data as JSON.`);
  if (!Array.isArray(data)) throw invalidParameter(`${field}.data must be a list.`);
  const flat = (data as unknown[]).flat(MAX_DIMENSIONS);
  const size = (shape as number[]).reduce((product, each) => product * each, 1);
  if (flat.length !== size)
    throw invalidParameter(
      `${field}.data has ${flat.length} values, and its shape [${shape.join(', ')}] holds ${size}.`,
    );
  const wrong = flat.findIndex((value) => !isOfType(value, datatype));
  if (wrong >= 0)
    throw invalidParameter(
      `${field}.data must hold values of ${datatype}; value ${wrong} is ${JSON.stringify(flat[wrong])}.`,
    );
  return { name, datatype, shape: shape as number[], data: flat };
}

function isOfType(value: unknown, datatype: Datatype): boolean {
  switch (DATATYPES[datatype]) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      // Larger ones were rounded when the JSON was read.
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' || value === null;
    default:
      return typeof value === 'string';
  }
}

function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function nameOf({ name }: Fields, field: string): string {
  if (typeof name === 'string' && name !== '') return name;
  throw invalidParameter(`${field}.name must be a string.`);
}

function asFields(value: unknown, field: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw invalidParameter(`${field} must be a JSON object.`);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    throw new MlflowError('BAD_REQUEST', `The body is no JSON: ${(error as Error).message}`);
  }
}
