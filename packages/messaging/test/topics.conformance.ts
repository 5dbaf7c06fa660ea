import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Broker } from '../src/broker/broker.ts';
import { defineTopic } from '../src/definitions/topic-definition.ts';
import { LiveTopics } from '../src/topics/live-topics.ts';
import type { LiveMessage } from '../src/topics/live-topics.ts';
import { eventually } from './eventually.ts';
import { freePort } from '../../database/test/free-port.ts';
import type { Harness } from './harness.ts';

const runMetrics = defineTopic({ pattern: 'runs.*.metrics', payload: z.object({ value: z.number() }) });

export function topicConformance(harness: () => Harness): void {
  describe('live topics', () => {
    const topics = () => new LiveTopics(harness().broker());
    type Message = LiveMessage<{ value: number }>;

    it('reach every subscriber whose pattern matches, in order', async () => {
      const one: Message[] = [];
      const all: Message[] = [];
      const receiver = topics();
      await receiver.subscribe(runMetrics, ['a'], (message) => one.push(message));
      await topics().subscribe(runMetrics, ['*'], (message) => all.push(message));
      const sender = topics();
      sender.publish(runMetrics, ['a'], { value: 1 });
      await eventually('the first arrives', () => one.length === 1 && all.length === 1);
      sender.publish(runMetrics, ['b'], { value: 2 });
      await eventually('the second arrives', () => all.length === 2);
      expect(one).toEqual([{ topic: 'runs.a.metrics', payload: { value: 1 } }]);
      expect(all.map(({ topic }) => topic)).toEqual(['runs.a.metrics', 'runs.b.metrics']);
    });

    it('stop when unsubscribed', async () => {
      const stopped: Message[] = [];
      const going: Message[] = [];
      const receiver = topics();
      const unsubscribe = await receiver.subscribe(runMetrics, ['c'], (message) => stopped.push(message));
      await receiver.subscribe(runMetrics, ['c'], (message) => going.push(message));
      await unsubscribe();
      topics().publish(runMetrics, ['c'], { value: 1 });
      await eventually('the other subscriber is told', () => going.length === 1);
      expect(stopped).toEqual([]);
    });

    it('never throw or wait at the publisher, whatever is wrong', async () => {
      const problems: string[] = [];
      const broker = harness().broker({ onError: (error) => problems.push(error.message) });
      const sender = new LiveTopics(broker);
      sender.publish(runMetrics, ['not a segment'], { value: 1 });
      sender.publish(runMetrics, ['a'], { value: 'x' as unknown as number });
      await eventually('both are reported', () => problems.length === 2);
    });

    it('drop what cannot be sent while the store is away', async () => {
      const port = await freePort();
      const away =
        harness().kind === 'redis'
          ? { redisUrl: `redis://127.0.0.1:${port}` }
          : { databaseUrl: `postgresql://x:x@127.0.0.1:${port}/x` };
      const broker = new Broker({ ...away, timeouts: { ping: 200 } });
      const sender = new LiveTopics(broker);
      for (let n = 0; n < 10_000; n += 1) sender.publish(runMetrics, ['a'], { value: n });
      await expect(broker.ping()).rejects.toThrow();
      await broker.close();
    });
  });
}
