import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Broker } from '../src/broker/broker.ts';
import { defineEvent } from '../src/definitions/event-definition.ts';
import { defineJob } from '../src/definitions/job-definition.ts';
import { defineMessage, serviceOf } from '../src/definitions/message-definition.ts';
import { EventConsumer } from '../src/events/event-consumer.ts';
import { OutboxPublisher } from '../src/events/outbox-publisher.ts';
import { writeEvent } from '../src/events/write-event.ts';
import { JobQueues } from '../src/jobs/job-queues.ts';
import { RequestClient } from '../src/requests/request-client.ts';
import { RequestConsumer } from '../src/requests/request-consumer.ts';
import { eventually } from './eventually.ts';
import { unique } from './harness.ts';
import type { Harness } from './harness.ts';

export function durabilityConformance(harness: () => Harness): void {
  describe('when the store fails', () => {
    const number = z.object({ n: z.number() });

    it('loses no job and no event over a crash, and goes on by itself', async () => {
      const job = defineJob({ name: unique('numbering'), payload: number, attempts: 3, backoffMs: 50 });
      const event = defineEvent({ name: `run.${unique('finished')}`, payload: number });
      const jobs = new JobQueues(harness().broker());
      const pool = harness().pool();
      const broker = harness().broker();
      const handled = { jobs: new Set<number>(), events: new Set<number>() };
      const onEvent = (payload: unknown) => Promise.resolve(handled.events.add((payload as { n: number }).n));
      const consumer = new EventConsumer(broker, unique('web'), new Map([[event.name, onEvent]]));
      await consumer.subscribed;
      const publisher = new OutboxPublisher(broker, pool);
      const numbers = Array.from({ length: 40 }, (_, n) => n);
      for (const n of numbers.slice(0, 20)) await jobs.add(job, { n });
      for (const n of numbers.slice(0, 20)) await writeEvent(pool, event, { n });

      jobs.process(job, ({ n }) => Promise.resolve(handled.jobs.add(n)), { concurrency: 2 });
      await eventually('some are handled', () => handled.jobs.size > 2 && handled.events.size > 2);
      await harness().crashStore();

      for (const n of numbers.slice(20)) await jobs.add(job, { n });
      for (const n of numbers.slice(20))
        await eventually('the event is written', () =>
          writeEvent(pool, event, { n }).then(
            () => true,
            () => false,
          ),
        );
      await eventually('all jobs are handled', () => handled.jobs.size === 40);
      await eventually('all events are handled', () => handled.events.size === 40);
      await Promise.all([jobs.close(), consumer.close(), publisher.close()]);
    });

    it('answers requests again after a crash, and says when it is not ready', async () => {
      const message = defineMessage({ name: `${unique('svc')}.echo`, payload: number, reply: number });
      const [server, caller] = [harness().broker(), harness().broker()];
      const consumer = new RequestConsumer(server, serviceOf(message.name), (payload) =>
        Promise.resolve(payload),
      );
      const client = new RequestClient(caller);
      expect(await client.request(message, { n: 1 })).toEqual({ n: 1 });
      await caller.ping();
      await harness().crashStore(async () => {
        await expect(caller.ping()).rejects.toThrow();
        await expect(client.request(message, { n: 2 }, { timeoutMs: 300 })).rejects.toThrow();
      });
      await eventually('it is ready', () =>
        caller.ping().then(
          () => true,
          () => false,
        ),
      );
      const ask = () => client.request(message, { n: 3 }, { timeoutMs: 500 }).catch(() => undefined);
      expect(await eventually('requests are answered', ask)).toEqual({ n: 3 });
      client.close();
      await consumer.close();
    });

    it('starts without it, reports that it is not ready, and is ready once it comes', async () => {
      const message = defineMessage({ name: `${unique('svc')}.echo`, payload: number, reply: number });
      let broker: Broker | undefined;
      let client: RequestClient | undefined;
      await harness().crashStore(async () => {
        broker = harness().broker();
        const answering = new RequestConsumer(broker, serviceOf(message.name), (payload) =>
          Promise.resolve(payload),
        );
        harness().afterTest(() => answering.close());
        client = new RequestClient(broker);
        await expect(broker.ping()).rejects.toThrow();
      });
      await eventually('it is ready', () =>
        broker?.ping().then(
          () => true,
          () => false,
        ),
      );
      const ask = () => client?.request(message, { n: 3 }, { timeoutMs: 500 }).catch(() => undefined);
      expect(await eventually('requests are answered', ask)).toEqual({ n: 3 });
      client?.close();
    });
  });
}
