import { runCreated } from '@millrace/contracts/messages/tracking-events';
import type { Writer } from '@millrace/database/writer';
import { writeEvents } from '@millrace/messaging/events/write-event';
import type { NewRun } from '../runs/create-runs.ts';

/** Writes an event for each of the runs, in the transaction that creates them. */
export async function tellCreated(writer: Pick<Writer, 'run'>, runs: readonly NewRun[]): Promise<void> {
  const payloads = runs.map(({ runId, experimentId, name, userId, startMs }) => ({
    runId,
    experimentId,
    name,
    userId,
    startMs: Number(startMs),
  }));
  const client = {
    query: (text: string, values: unknown[]): Promise<object[]> => writer.run('write-events', text, values),
  };
  await writeEvents(client, runCreated, payloads);
}
