import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineEvent } from '../src/definitions/event-definition.ts';
import { EventConsumer } from '../src/events/event-consumer.ts';
import type { HandleEvent } from '../src/events/event-consumer.ts';
import { EventFanout } from '../src/events/event-fanout.ts';
import { OutboxPublisher } from '../src/events/outbox-publisher.ts';
import { Subscriptions } from '../src/events/subscriptions.ts';
import { writeEvent } from '../src/events/write-event.ts';
import { startChild } from './child.ts';
import { eventually } from './eventually.ts';
import { unique } from './harness.ts';
import type { Harness } from './harness.ts';

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

export function eventConformance(harness: () => Harness): void {
  describe('events', () => {
    const moved = () =>
      defineEvent({
        name: `alias.${unique('moved')}`,
        payload: z.object({ model: z.string(), n: z.number() }),
        key: ({ model }) => model,
      });
    type Moved = ReturnType<typeof moved>;
    const publisher = () => {
      const publishing = new OutboxPublisher(harness().broker(), harness().pool());
      harness().afterTest(() => publishing.close());
      return publishing;
    };
    const subscribe = async (service: string, event: Moved, handle: HandleEvent) => {
      const consumer = new EventConsumer(harness().broker(), service, new Map([[event.name, handle]]));
      harness().afterTest(() => consumer.close());
      await consumer.subscribed;
      return consumer;
    };
    const collect = async (service: string, event: Moved) => {
      const got: number[] = [];
      const consumer = await subscribe(service, event, (payload) =>
        Promise.resolve(got.push((payload as { n: number }).n)),
      );
      return { got, consumer };
    };
    const write = async (event: Moved, ns: readonly number[], end: 'COMMIT' | 'ROLLBACK' = 'COMMIT') => {
      const client = await harness().pool().connect();
      await client.query('BEGIN');
      for (const n of ns) await writeEvent(client, event, { model: 'm', n });
      await client.query(end);
      client.release();
    };

    it('reach every subscribing service once, whose replicas share them', async () => {
      const event = moved();
      const [web, hooks] = [unique('web'), unique('hooks')];
      const [one, two, other] = [
        await collect(web, event),
        await collect(web, event),
        await collect(hooks, event),
      ];
      publisher();
      await write(event, numbers(0, 30));
      await eventually(
        'both services have all',
        () => one.got.length + two.got.length === 30 && other.got.length === 30,
      );
      expect([...one.got, ...two.got].sort((a, b) => a - b)).toEqual(numbers(0, 30));
      expect(other.got).toEqual(numbers(0, 30));
    });

    it('are not published by a transaction that is rolled back', async () => {
      const event = moved();
      const { got } = await collect(unique('web'), event);
      publisher();
      await write(event, [1], 'ROLLBACK');
      await write(event, [2]);
      await eventually('the committed one arrives', () => got.length > 0);
      expect(got).toEqual([2]);
    });

    it('refuse a bad payload before the transaction is touched, naming the field', async () => {
      const write = writeEvent(harness().pool(), moved(), { model: 'm', n: 'x' as unknown as number });
      await expect(write).rejects.toThrow(/field "n"/);
    });

    it('wait for a subscriber that is down', async () => {
      const event = moved();
      const service = unique('web');
      const first = await collect(service, event);
      await first.consumer.close();
      publisher();
      await write(event, numbers(0, 5));
      await eventually('they are published', async () => {
        const { rows } = await harness().pool().query('SELECT FROM outbox_events WHERE published_at IS NULL');
        return rows.length === 0;
      });
      const second = await collect(service, event);
      await eventually('all arrive', () => second.got.length === 5);
      expect([first.got, second.got]).toEqual([[], numbers(0, 5)]);
    });

    it('are published once and in order by several publishers', async () => {
      const event = moved();
      const { got } = await collect(unique('web'), event);
      for (const _ of numbers(0, 3)) publisher();
      await Promise.all(numbers(0, 4).map((n) => write(event, numbers(n * 50, n * 50 + 50))));
      await eventually('all arrive', () => got.length >= 200);
      expect([...got].sort((a, b) => a - b)).toEqual(numbers(0, 200));
      // Each transaction holds its key until it commits, so the four came one after the other, in whichever order.
      expect(
        numbers(0, 4)
          .map((n) => got.slice(n * 50, n * 50 + 50))
          .every((part) => part.every((n, i) => n === (part[0] ?? 0) + i)),
      ).toBe(true);
    });

    it('lose nothing when the publisher dies between publishing and its commit, or before', async () => {
      const event = moved();
      const { got } = await collect(unique('web'), event);
      const failing = new EventFanout(harness().broker());
      const publish = failing.publish.bind(failing);
      let failures = 0;
      failing.publish = async (events) => {
        failures += 1;
        if (failures === 1) throw new Error('died before publishing');
        await publish(events);
        if (failures === 2) throw new Error('died after publishing');
      };
      const dying = new OutboxPublisher(harness().broker(), harness().pool(), failing);
      harness().afterTest(() => dying.close());
      await write(event, [1, 2, 3]);
      await eventually('it has published at the third attempt', () => failures >= 3);
      await write(event, [4]);
      await eventually('the last arrives', () => got.includes(4));
      expect(got).toEqual([1, 2, 3, 4]);
    });

    it('keep their order when a handler fails at first', async () => {
      const event = moved();
      const order: string[] = [];
      await subscribe(unique('web'), event, (payload) => {
        const { n } = payload as { n: number };
        const failed = order.filter((line) => line === `failed ${n}`).length;
        const fails = n === 1 && failed < 2;
        order.push(fails ? `failed ${n}` : `handled ${n}`);
        return fails ? Promise.reject(new Error('not yet')) : Promise.resolve();
      });
      publisher();
      await write(event, [0, 1, 2, 3]);
      await eventually('all are handled', () => order.includes('handled 3'));
      expect(order).toEqual(['handled 0', 'failed 1', 'failed 1', 'handled 1', 'handled 2', 'handled 3']);
    });

    it('keep their order when a consumer is killed in the middle', async () => {
      const event = moved();
      const service = unique('web');
      const child = startChild(harness(), 'event-consumer.child.ts', [service, event.name]);
      await eventually('the child has subscribed', () => child.messages.includes('subscribed'));
      publisher();
      await write(event, [0, 1, 2]);
      await eventually('the child has begun the first', () => child.messages.includes('{"n":0,"model":"m"}'));
      await child.kill();
      const { got } = await collect(service, event);
      await write(event, [3]);
      await eventually('all arrive', () => got.length === 4);
      expect(got).toEqual([0, 1, 2, 3]);
    });

    it('go to nobody once a service is unsubscribed', async () => {
      const event = moved();
      const [gone, stays] = [unique('gone'), unique('stays')];
      const first = await collect(gone, event);
      await first.consumer.close();
      const { got } = await collect(stays, event);
      const broker = harness().broker();
      await new Subscriptions(broker).remove(gone, [event.name]);
      publisher();
      await write(event, [1]);
      await eventually('the other service has it', () => got.length === 1);
      expect(await broker.queue(`events.${gone}`).getJobCountByTypes('waiting', 'prioritized')).toBe(0);
    });
  });
}
