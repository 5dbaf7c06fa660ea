// What a session's thread runs: it loads the model, says what it is, and then answers one batch after another.
import { parentPort, workerData } from 'node:worker_threads';
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

const port = parentPort;
if (port === null) throw new Error('session-thread runs in a worker thread only');
const reply = (message: ThreadReply): void => port.postMessage(message);

try {
  const { path, threads } = workerData as ThreadStart;
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Threads that spin while they wait would take the processor from what answers the requests.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  port.on('message', (batch: ThreadBatch) => void score(session, batch).then(reply));
  reply({ kind: 'loaded', model: describe(session) });
} catch (error) {
  reply({ kind: 'failed', message: (error as Error).message });
}

function describe(session: InferenceSession): ModelInfo {
  return { inputs: session.inputMetadata.map(tensorInfo), outputs: session.outputMetadata.map(tensorInfo) };
}

function tensorInfo(value: InferenceSession.ValueMetadata): TensorInfo {
  if (!value.isTensor) return { name: value.name, type: undefined, shape: [] };
  const shape = value.shape.map((size) => (typeof size === 'number' ? size : undefined));
  return { name: value.name, type: value.type, shape };
}

async function score(session: InferenceSession, { feeds, counts, form }: ThreadBatch): Promise<ThreadReply> {
  try {
    const results = await session.run(Object.fromEntries(feeds.map((feed) => [feed.name, tensorOf(feed)])));
    const outputs = session.outputNames.map((name): OutputTensor => {
      const { type, dims, data } = results[name] as Tensor;
      return { name, type, dims, data };
    });
    const texts = form === 'records' ? recordTexts(outputs, counts) : tensorTexts(outputs, counts);
    return texts === undefined ? { kind: 'uncut' } : { kind: 'texts', texts };
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
