import type { PlainInput, PlainReader, PlainRows, WireType } from '../plain-input/plain-rows.ts';
import type { FeedTensor, ModelInfo, TensorInfo } from './thread-messages.ts';
import { WRITABLE_TYPES } from './output-json.ts';

/** Puts the rows of requests together into an ONNX model's input tensors. */
export interface FeedWriter {
  readonly form: 'records' | 'tensors';
  /** False when the model takes a fixed number of rows. */
  readonly batches: boolean;
  write(requests: readonly PlainRows[]): FeedTensor[];
}

const ONNX_TYPES: Readonly<Partial<Record<WireType, readonly string[]>>> = {
  f: ['float32'],
  // MLflow turns doubles into floats where the model wants floats.
  d: ['float32', 'float64'],
  i: ['int32'],
  l: ['int64'],
};

/**
 * How plain requests become what the model takes, as mlflow/onnx's wrapper feeds it; undefined for models that are left to Python:
 * with outputs other than tensors, with inputs of other types than the signature says, or a table of columns of several types.
 */
export function feedWriter(reader: PlainReader, model: ModelInfo): FeedWriter | undefined {
  if (!model.outputs.every(({ type }) => type !== undefined && WRITABLE_TYPES.has(type))) return undefined;
  const feeds = reader.tensors
    ? tensorFeeds(reader.inputs, model.inputs)
    : tableFeeds(reader.inputs, model.inputs);
  if (feeds === undefined) return undefined;
  const outputsByRow = model.outputs.every(({ shape }) => typeof shape[0] !== 'number');
  return {
    form: reader.tensors ? 'tensors' : 'records',
    batches: outputsByRow && model.inputs.every(({ shape }) => shape[0] === undefined),
    write: (requests) => feeds.map((feed) => feed(requests)),
  };
}

type Feed = (requests: readonly PlainRows[]) => FeedTensor;

function tensorFeeds(inputs: readonly PlainInput[], wanted: readonly TensorInfo[]): Feed[] | undefined {
  if (inputs.length !== wanted.length) return undefined;
  const feeds = inputs.map((input, index) => {
    const target = input.name === undefined ? wanted[0] : wanted.find(({ name }) => name === input.name);
    if (target === undefined || !fits(input.type, target)) return undefined;
    return feedOf(input.type, target, input.shape, (requests, data) => {
      let at = 0;
      for (const { values } of requests)
        for (const value of values[index] as readonly number[]) data[at++] = value;
    });
  });
  return feeds.includes(undefined) ? undefined : (feeds as Feed[]);
}

/** A table's columns side by side make the one matrix that the model takes. */
function tableFeeds(inputs: readonly PlainInput[], wanted: readonly TensorInfo[]): Feed[] | undefined {
  const [target] = wanted;
  const type = inputs[0]?.type;
  if (wanted.length !== 1 || target === undefined || type === undefined || !fits(type, target))
    return undefined;
  if (inputs.some((input) => input.type !== type)) return undefined;
  const width = inputs.length;
  return [
    feedOf(type, target, [width], (requests, data) => {
      let first = 0;
      for (const { rows, values } of requests) {
        for (let column = 0; column < width; column += 1) {
          const list = values[column] as readonly number[];
          for (let row = 0; row < rows; row += 1) data[first + row * width + column] = list[row] as number;
        }
        first += rows * width;
      }
    }),
  ];
}

function fits(type: WireType, target: TensorInfo): boolean {
  return target.type !== undefined && (ONNX_TYPES[type]?.includes(target.type) ?? false);
}

function feedOf(
  type: WireType,
  target: TensorInfo,
  shape: readonly number[],
  fill: (requests: readonly PlainRows[], data: FeedTensor['data']) => void,
): Feed {
  const sent = target.type === 'float32' ? 'f' : type;
  const width = shape.reduce((product, size) => product * size, 1);
  return (requests) => {
    const rows = requests.reduce((sum, request) => sum + request.rows, 0);
    const data = arrayOf(sent, rows * width);
    fill(requests, data);
    return { name: target.name, type: sent, data, dims: [rows, ...shape] };
  };
}

function arrayOf(type: WireType, count: number): FeedTensor['data'] {
  if (type === 'f') return new Float32Array(count);
  return type === 'i' ? new Int32Array(count) : new Float64Array(count);
}
