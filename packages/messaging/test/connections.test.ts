import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Broker } from '../src/broker/broker.ts';
import { defineJob } from '../src/definitions/job-definition.ts';
import { EventConsumer } from '../src/events/event-consumer.ts';
import { OutboxPublisher } from '../src/events/outbox-publisher.ts';
import { JobQueues } from '../src/jobs/job-queues.ts';
import { RequestConsumer } from '../src/requests/request-consumer.ts';
import { eventually } from './eventually.ts';
import { Harness } from './harness.ts';

describe('connections to PostgreSQL', () => {
  let harness: Harness | undefined;
  beforeAll(async () => {
    harness = await Harness.start('postgres');
  });
  afterAll(async () => {
    await harness?.cleanUp();
    await harness?.stop();
  });

  const consumeEverything = async (broker: Broker): Promise<void> => {
    for (const service of ['tracking', 'artifact', 'registry', 'runner', 'serving']) {
      const requests = new RequestConsumer(broker, service, () => Promise.resolve(null));
      const events = new EventConsumer(broker, service, new Map([['run.finished', () => Promise.resolve()]]));
      harness?.afterTest(() => Promise.all([requests.close(), events.close()]));
      await events.subscribed;
    }
    const jobs = new JobQueues(broker);
    harness?.afterTest(() => jobs.close());
    for (const name of ['project-run', 'webhook-delivery', 'artifact-purge']) {
      jobs.process(defineJob({ name, payload: z.object({}) }), () => Promise.resolve());
    }
  };

  it('are made by services that all start at once, on a database without BullMQ', async () => {
    const brokers = Array.from({ length: 5 }, () => harness?.broker());
    for (const broker of brokers) {
      await eventually('it is ready', () =>
        broker?.ping().then(
          () => true,
          () => false,
        ),
      );
    }
  });

  it('come down to the one that listens when a process of thirteen queues is idle', async () => {
    await harness?.cleanUp();
    const broker = harness?.broker({ timeouts: { stalledCheck: 600_000 } });
    const pool = harness?.pool();
    if (!broker || !pool) throw new Error('The harness has not started');
    await consumeEverything(broker);
    const publisher = new OutboxPublisher(broker, pool);
    harness?.afterTest(() => publisher.close());
    const count = async () => {
      const { rows } = await pool.query<{ name: string }>(
        `SELECT application_name AS name FROM pg_stat_activity WHERE application_name LIKE 'millrace-messaging%'`,
      );
      return rows.map(({ name }) => name);
    };
    await eventually(
      'one is left',
      async () => (await count()).join() === 'millrace-messaging-listen',
      20_000,
    );
    expect(await count()).toHaveLength(1);
  });
});
