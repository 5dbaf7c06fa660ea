import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { AssessmentsRepository } from '../assessments/assessments.repository.ts';
import { StartTraceService } from '../traces/start-trace.service.ts';
import { TraceWritesRepository } from '../traces/trace-writes.repository.ts';
import { TracesRepository } from '../traces/traces.repository.ts';
import { LogSpansService } from './log-spans.service.ts';
import { SpansRepository } from './spans.repository.ts';
import { type StoredSpan, toStoredSpan } from './stored-span.ts';

let testDatabase: TestDatabase;
let database: Database;
let traces: TracesRepository;
let starts: StartTraceService;
let service: LogSpansService;
let experimentId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
  traces = new TracesRepository(database);
  const writes = new TraceWritesRepository();
  starts = new StartTraceService(database, traces, writes, new AssessmentsRepository());
  service = new LogSpansService(database, new SpansRepository(), writes);
  const [row] = await database.query<{ experiment_id: number }>(
    `INSERT INTO experiments (name, artifact_location, created_ms, updated_ms) VALUES ('spans', 'mlflow-artifacts:/9', 0, 0)
     RETURNING experiment_id`,
  );
  experimentId = String(row?.experiment_id);
});

afterAll(async () => {
  await database.pool.end();
  await testDatabase.drop();
});

const NS = 1_000_000n;
const id = (length: number, value: number): Buffer => {
  const buffer = Buffer.alloc(length);
  buffer.writeUInt32BE(value, length - 4);
  return buffer;
};

function span(trace: number, number: number, parent: number | null, usage?: string): StoredSpan {
  return toStoredSpan(
    {
      traceId: id(16, trace),
      spanId: id(8, number),
      parentSpanId: parent === null ? Buffer.alloc(0) : id(8, parent),
      name: `span ${number}`,
      startNs: BigInt(1000 + number) * NS,
      endNs: BigInt(2000 + number) * NS,
      attributes: usage === undefined ? [] : [['mlflow.chat.tokenUsage', usage]],
      events: [],
      links: [],
      status: { code: 1, message: '' },
    },
    [],
    () => undefined,
  );
}

const infoOf = async (trace: number) => traces.find(span(trace, 1, null).traceId);
const usage = (tokens: number): string =>
  `{"input_tokens": ${tokens}, "output_tokens": 0, "total_tokens": ${tokens}}`;

describe('spans of one trace', () => {
  it('are all kept when their batches and the trace itself come at the same time', async () => {
    const batches = Array.from({ length: 12 }, (_, index) => [
      span(1, 2 * index + 2, 1),
      span(1, 2 * index + 3, 1),
    ]);
    const traceId = span(1, 1, null).traceId;
    await Promise.all([
      ...batches.map((batch) => service.log(experimentId, batch)),
      service.log(experimentId, [span(1, 1, null)]),
      starts.start({
        trace_id: traceId,
        trace_location: { type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: experimentId } },
        request_time: '1970-01-01T00:00:01Z',
        state: 'OK',
        trace_metadata: { a: '1' },
        tags: { b: '2' },
        assessments: [],
      }),
    ]);
    const contents = (await traces.spanContents([traceId])).get(traceId) ?? [];
    expect(contents).toHaveLength(25);
    const info = await traces.find(traceId);
    expect(info?.state).toBe('OK');
    expect(info?.tags).toMatchObject({ b: '2', 'mlflow.trace.spansLocation': 'TRACKING_STORE' });
    expect(info?.metadata).toMatchObject({ a: '1', 'mlflow.trace.infoFinalized': 'true' });
  });

  it('count what was used once, when a parent that sums up its children comes in another batch', async () => {
    await service.log(experimentId, [span(2, 3, 2, usage(5)), span(2, 4, 2, usage(7))]);
    expect((await infoOf(2))?.metadata['mlflow.trace.tokenUsage']).toContain('"total_tokens": 12');
    await service.log(experimentId, [span(2, 1, null), span(2, 2, 1, usage(12))]);
    const info = await infoOf(2);
    expect(info?.metadata['mlflow.trace.tokenUsage']).toContain('"total_tokens": 12');
    expect(info).toMatchObject({ requestTimeMs: 1001, executionMs: 1003, state: 'OK' });
  });

  it('are stored all or not at all', async () => {
    const batch = [span(3, 1, null), { ...span(4, 1, null), name: 'nul \u0000' }];
    await expect(service.log(experimentId, batch)).rejects.toThrow();
    expect(await infoOf(3)).toBeUndefined();
  });

  it('need an experiment that is there, unless their trace is', async () => {
    await service.log('2147483000', [span(2, 9, 1)]);
    await expect(service.log('2147483000', [span(5, 1, null)])).rejects.toThrow('No Experiment with id=');
  });
});
