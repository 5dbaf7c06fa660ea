// What a session's thread runs: it loads the model, says what it is, and then answers one batch after another.
import { parentPort, workerData } from 'node:worker_threads';
import { describeModel, openInference, scoreBatch } from './inference.ts';
import type { ThreadBatch, ThreadReply, ThreadStart } from './thread-messages.ts';

const port = parentPort;
if (port === null) throw new Error('session-thread runs in a worker thread only');
const reply = (message: ThreadReply): void => port.postMessage(message);

try {
  const session = await openInference(workerData as ThreadStart);
  port.on('message', (batch: ThreadBatch) => void scoreBatch(session, batch).then(reply));
  reply({ kind: 'loaded', model: describeModel(session) });
} catch (error) {
  reply({ kind: 'failed', message: (error as Error).message });
}
