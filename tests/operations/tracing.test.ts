import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasRedis, RedisProcess } from '../../packages/messaging/test/redis-process.ts';
import { startMillrace } from '../support/millrace.ts';
import { Rest } from '../support/rest.ts';
import { type Services, startServices } from '../support/services.ts';
import { type CollectedSpan, Collector } from './collector.ts';

const START_MS = 120_000;
const CALLER = '00f067aa0ba902b7';
/** Spans are sent every five seconds. */
const LOOKS = 600;

describe('traces across services', () => {
  let collector: Collector;
  let redis: RedisProcess | undefined;
  let services: Services;

  beforeAll(async () => {
    collector = await Collector.start();
    redis = hasRedis() ? await RedisProcess.start() : undefined;
    services = await startServices({
      ...(redis && { redisUrl: redis.url }),
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    });
  }, START_MS);
  afterAll(async () => {
    await services.stop();
    await redis?.stop();
    await collector.stop();
  });

  /** Asks as a client that is traced itself, and waits until the trace has spans for which the condition holds. */
  async function traced(
    traceId: string,
    path: string,
    body: object,
    enough: (spans: CollectedSpan[]) => boolean,
  ): Promise<CollectedSpan[]> {
    const headers = { 'content-type': 'application/json', traceparent: `00-${traceId}-${CALLER}-01` };
    const answer = await fetch(`${services.url}/api/2.0/mlflow/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    const spans = (): CollectedSpan[] => collector.spans.filter((span) => span.traceId === traceId);
    for (let look = 0; look < LOOKS && !enough(spans()); look += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return spans();
  }

  const from = (spans: CollectedSpan[], service: string): CollectedSpan[] =>
    spans.filter((span) => span.service === service);

  it('a request is one trace from the caller through the gateway into the service', async () => {
    const traceId = 'a'.repeat(32);
    const spans = await traced(
      traceId,
      'runs/create',
      { experiment_id: '0' },
      (found) => from(found, 'tracking').length > 0 && from(found, 'gateway').length > 0,
    );
    const [gateway] = from(spans, 'gateway');
    const [tracking] = from(spans, 'tracking');
    expect(gateway).toMatchObject({ parentSpanId: CALLER });
    expect(tracking).toMatchObject({
      parentSpanId: gateway?.spanId,
      name: 'POST /api/2.0/mlflow/runs/create',
    });
  });

  it('what a service asks another one, and what it tells all, is in the trace of the request', async () => {
    const create = await fetch(`${services.url}/api/2.0/mlflow/runs/create`, {
      method: 'POST',
      body: '{"experiment_id":"0"}',
      headers: { 'content-type': 'application/json' },
    });
    const { run } = (await create.json()) as { run: { info: { run_id: string; artifact_uri: string } } };
    await fetch(`${services.url}/api/2.0/mlflow/registered-models/create`, {
      method: 'POST',
      body: '{"name":"traced"}',
      headers: { 'content-type': 'application/json' },
    });
    const traceId = 'b'.repeat(32);
    const body = { name: 'traced', source: `${run.info.artifact_uri}/model`, run_id: run.info.run_id };
    // The registry asks tracking for the run, and tells everyone of the version by its outbox.
    const spans = await traced(traceId, 'model-versions/create', body, (found) => {
      const [registry] = from(found, 'registry');
      return (
        registry !== undefined && from(found, 'tracking').length > 0 && from(found, 'gateway').length > 0
      );
    });
    expect(from(spans, 'registry').map(({ name }) => name)).toContain(
      'POST /api/2.0/mlflow/model-versions/create',
    );
    expect(
      from(spans, 'tracking')
        .map(({ name }) => name)
        .join(' '),
    ).toContain('process');
    const ids = new Set([CALLER, ...spans.map(({ spanId }) => spanId)]);
    expect(spans.filter(({ parentSpanId = '' }) => !ids.has(parentSpanId))).toEqual([]);
  });

  it('what queues do by themselves makes no traces', async () => {
    const roots = collector.spans.filter(({ parentSpanId = '' }) => parentSpanId === '');
    expect(roots.filter(({ name }) => !/^(GET|POST) \//.test(name))).toEqual([]);
    expect(collector.spans.filter(({ name }) => /health|ready/.test(name))).toEqual([]);
  });
});

it(
  'what npm start runs, joined into few files, sends traces as well',
  async () => {
    const collector = await Collector.start();
    const millrace = await startMillrace({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
    const rest = new Rest(millrace.url);
    await rest.post('registered-models/create', { name: 'traced' });
    await rest.get('registered-models/get', { name: 'traced' });
    // What waits to be sent is sent at the stop.
    await millrace.stop();
    const names = collector.spans.map(({ name }) => name);
    expect(names).toContain('POST /api/2.0/mlflow/registered-models/create');
    expect(names).toContain('GET /api/2.0/mlflow/registered-models/get');
    await collector.stop();
  },
  START_MS,
);
