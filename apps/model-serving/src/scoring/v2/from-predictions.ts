import { invalidParameter } from '@millrace/contracts/errors';
import { int64ToJson } from '@millrace/contracts/wire/json';
import { parsePythonJson, PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';
import type { InputSpec, Signature } from '../../scorers/model-file/signature.ts';
import { type Datatype, datatypeOf } from './datatypes.ts';

export interface OutputTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: Datatype;
  readonly data: readonly unknown[];
}

/** The output tensors of an answer of MLflow's protocol; throws MlflowError when `wanted` names one that there is not. */
export function fromPredictions(
  text: string,
  signature: Signature | undefined,
  wanted: readonly string[] | undefined,
): OutputTensor[] {
  const answer = parsePythonJson(text);
  const predictions = isObject(answer) && 'predictions' in answer ? (answer['predictions'] ?? null) : answer;
  const specs = signature?.outputs ?? [];
  const outputs = columnsOf(predictions, specs).map(([name, values], index) => {
    const spec = specs.find((each) => each.name === name) ?? (specs.length === 1 ? specs[0] : specs[index]);
    return tensorOf(name, values, spec);
  });
  const unknown = wanted?.find((name) => !outputs.some((output) => output.name === name));
  if (unknown !== undefined)
    throw invalidParameter(
      `outputs names ${unknown}, and the model has: ${outputs.map(({ name }) => name).join(', ')}.`,
    );
  return wanted === undefined ? outputs : outputs.filter(({ name }) => wanted.includes(name));
}

type Column = readonly [name: string, values: PythonValue];

function columnsOf(predictions: PythonValue, specs: readonly InputSpec[]): Column[] {
  if (isObject(predictions)) return Object.entries(predictions);
  if (Array.isArray(predictions) && predictions.length > 0 && predictions.every(isObject)) {
    const names = Object.keys(predictions[0] as object);
    return names.map((name) => [
      name,
      predictions.map((record) => (isObject(record) ? (record[name] ?? null) : null)),
    ]);
  }
  return [[specs[0]?.name ?? 'output-0', predictions]];
}

function tensorOf(name: string, values: PythonValue, spec: InputSpec | undefined): OutputTensor {
  const shape = shapeOf(values);
  const flat = Array.isArray(values) ? ((values as unknown[]).flat(shape.length) as PythonValue[]) : [values];
  const size = shape.reduce((product, each) => product * each, 1);
  // Lists of different lengths make no tensor: each is sent as its JSON text.
  if (flat.length !== size || flat.some(isObject)) return textTensor(name, values);
  const datatype = inferred(flat, spec);
  return { name, shape, datatype, data: flat.map((value) => written(value, datatype)) };
}

function textTensor(name: string, values: PythonValue): OutputTensor {
  const list = Array.isArray(values) ? values : [values];
  return {
    name,
    shape: [list.length],
    datatype: 'BYTES',
    data: list.map((value) => JSON.stringify(plain(value))),
  };
}

function shapeOf(values: PythonValue | undefined): number[] {
  return Array.isArray(values) ? [values.length, ...(values.length > 0 ? shapeOf(values[0]) : [])] : [];
}

/** What the values are; the signature only says how wide numbers are. */
function inferred(values: readonly PythonValue[], spec: InputSpec | undefined): Datatype {
  const said = spec && datatypeOf(spec);
  const present = values.filter((value) => value !== null);
  if (present.every((value) => typeof value === 'boolean'))
    return present.length > 0 ? 'BOOL' : (said ?? 'FP64');
  if (present.every((value) => typeof value === 'number' || typeof value === 'bigint'))
    return said !== undefined && /^U?INT/.test(said)
      ? said
      : present.length === values.length
        ? 'INT64'
        : 'FP64';
  if (present.every((value) => value instanceof PythonFloat || typeof value === 'number'))
    return said !== undefined && said.startsWith('FP') ? said : 'FP64';
  return 'BYTES';
}

function written(value: PythonValue, datatype: Datatype): unknown {
  if (datatype === 'BYTES') return typeof value === 'string' ? value : JSON.stringify(plain(value));
  // JSON has no word for what is no number.
  const number = plain(value);
  return typeof number === 'number' && !Number.isFinite(number) ? null : number;
}

function plain(value: PythonValue): unknown {
  if (value instanceof PythonFloat) return value.value;
  if (typeof value === 'bigint') return int64ToJson(value);
  if (Array.isArray(value)) return value.map(plain);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  return value;
}

function isObject(value: PythonValue): value is { [key: string]: PythonValue } {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof PythonFloat)
  );
}
