import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type OutputTensor, recordTexts, tensorTexts } from './output-json.ts';
import type {
  FeedTensor,
  ModelInfo,
  TensorInfo,
  ThreadBatch,
  ThreadReply,
  ThreadStart,
} from './thread-messages.ts';

/** Loads a model into ONNX Runtime; rejects with its message when it cannot be loaded. */
export function openInference({ path, threads }: ThreadStart): Promise<InferenceSession> {
  return InferenceSession.create(path, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Threads that spin while they wait would take the processor from what answers the requests.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}

export function describeModel(session: InferenceSession): ModelInfo {
  return { inputs: session.inputMetadata.map(tensorInfo), outputs: session.outputMetadata.map(tensorInfo) };
}

function tensorInfo(value: InferenceSession.ValueMetadata): TensorInfo {
  if (!value.isTensor) return { name: value.name, type: undefined, shape: [] };
  const shape = value.shape.map((size) => (typeof size === 'number' ? size : undefined));
  return { name: value.name, type: value.type, shape };
}

/** Scores a batch and writes the answers of its requests as JSON. */
export async function scoreBatch(
  session: InferenceSession,
  { feeds, counts, form }: ThreadBatch,
): Promise<ThreadReply> {
  try {
    const startedAt = performance.now();
    const results = await session.run(Object.fromEntries(feeds.map((feed) => [feed.name, tensorOf(feed)])));
    const outputs = session.outputNames.map((name): OutputTensor => {
      const { type, dims, data } = results[name] as Tensor;
      return { name, type, dims, data };
    });
    const texts = form === 'records' ? recordTexts(outputs, counts) : tensorTexts(outputs, counts);
    if (texts === undefined) return { kind: 'uncut' };
    return { kind: 'texts', texts, ms: performance.now() - startedAt };
  } catch (error) {
    return { kind: 'raised', message: (error as Error).message };
  }
}

function tensorOf({ type, data, dims }: FeedTensor): Tensor {
  if (type === 'f') return new Tensor('float32', data as Float32Array, dims);
  if (type === 'd') return new Tensor('float64', data as Float64Array, dims);
  if (type === 'i') return new Tensor('int32', data as Int32Array, dims);
  return new Tensor('int64', BigInt64Array.from(data, BigInt), dims);
}
