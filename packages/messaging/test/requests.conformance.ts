import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineMessage, serviceOf } from '../src/definitions/message-definition.ts';
import { InvalidPayloadError } from '../src/errors/invalid-payload-error.ts';
import { NoReplyError } from '../src/errors/no-reply-error.ts';
import { RemoteError } from '../src/errors/remote-error.ts';
import { RequestClient } from '../src/requests/request-client.ts';
import { RequestConsumer } from '../src/requests/request-consumer.ts';
import { eventually } from './eventually.ts';
import { unique } from './harness.ts';
import type { Harness } from './harness.ts';

export function requestConformance(harness: () => Harness): void {
  describe('requests', () => {
    const doubling = () =>
      defineMessage({
        name: `${unique('svc')}.double`,
        payload: z.object({ n: z.number() }),
        reply: z.object({ n: z.number() }),
      });
    const serve = (message: { name: string }, handle: (payload: unknown) => Promise<unknown>) =>
      new RequestConsumer(harness().broker(), serviceOf(message.name), handle);
    const double = (payload: unknown) => Promise.resolve({ n: (payload as { n: number }).n * 2 });
    const client = () => {
      const requests = new RequestClient(harness().broker());
      harness().afterTest(() => Promise.resolve(requests.close()));
      return requests;
    };

    it('carries a request and its reply', async () => {
      const message = doubling();
      serve(message, double);
      expect(await client().request(message, { n: 21 })).toEqual({ n: 42 });
    });

    it('answers 100 parallel requests from two callers, shared by two replicas', async () => {
      const message = doubling();
      const handled = [0, 0];
      for (const replica of [0, 1]) {
        serve(message, (payload) => {
          handled[replica] = (handled[replica] ?? 0) + 1;
          return double(payload);
        });
      }
      const [one, two] = [client(), client()];
      const replies = await Promise.all(
        Array.from({ length: 100 }, (_, n) => (n % 2 ? one : two).request(message, { n })),
      );
      expect(replies).toEqual(Array.from({ length: 100 }, (_, n) => ({ n: n * 2 })));
      expect((handled[0] ?? 0) + (handled[1] ?? 0)).toBe(100);
    });

    it('answers callers in the same process', async () => {
      const message = doubling();
      const broker = harness().broker();
      const consumer = new RequestConsumer(broker, serviceOf(message.name), double);
      const requests = new RequestClient(broker);
      expect(await requests.request(message, { n: 21 })).toEqual({ n: 42 });
      requests.close();
      await consumer.close();
    });

    it('carries a typed error back, and nothing else of it', async () => {
      const message = doubling();
      serve(message, () => {
        throw Object.assign(new Error('No such model: m'), {
          errorCode: 'RESOURCE_DOES_NOT_EXIST',
          secret: 1,
        });
      });
      const error = await client()
        .request(message, { n: 1 })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(RemoteError);
      expect(error).toMatchObject({
        errorCode: 'RESOURCE_DOES_NOT_EXIST',
        message: 'No such model: m',
        pattern: message.name,
      });
      expect(error).not.toHaveProperty('secret');
    });

    it('makes INTERNAL_ERROR of an error that is not meant for others', async () => {
      const message = doubling();
      serve(message, () => Promise.reject(new Error('password is hunter2')));
      const error = await client()
        .request(message, { n: 1 })
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ errorCode: 'INTERNAL_ERROR' });
      expect(String(error)).not.toContain('hunter2');
    });

    it('says so when a reply cannot be sent', async () => {
      const message = doubling();
      serve(message, () => Promise.resolve({ n: 1n }));
      await expect(client().request(message, { n: 1 })).rejects.toMatchObject({
        errorCode: 'INTERNAL_ERROR',
      });
    });

    it('refuses a bad payload at the caller, naming the field', async () => {
      const message = doubling();
      const request = client().request(message, { n: 'one' as unknown as number });
      await expect(request).rejects.toThrow(InvalidPayloadError);
      await expect(request).rejects.toThrow(/field "n"/);
    });

    it('times out naming message and service, and never carries the request out later', async () => {
      const message = doubling();
      const requests = client();
      const request = requests.request(message, { n: 1 }, { timeoutMs: 300 });
      await expect(request).rejects.toThrow(NoReplyError);
      await expect(request).rejects.toThrow(
        `${serviceOf(message.name)} service did not answer ${message.name}`,
      );
      const seen: unknown[] = [];
      serve(message, (payload) => {
        seen.push(payload);
        return double(payload);
      });
      await requests.request(message, { n: 2 });
      expect(seen).toEqual([{ n: 2 }]);
    });

    it('drops a request past its deadline whose caller died before withdrawing it', async () => {
      const message = doubling();
      const queue = harness()
        .broker()
        .queue(`requests.${serviceOf(message.name)}`);
      await queue.add(message.name, { payload: { n: 1 }, replyTo: 'replies.gone', deadline: Date.now() - 1 });
      const seen: unknown[] = [];
      serve(message, (payload) => {
        seen.push(payload);
        return double(payload);
      });
      await client().request(message, { n: 2 });
      await eventually(
        'the queue is empty',
        async () => (await queue.getJobCountByTypes('waiting', 'active')) === 0,
      );
      expect(seen).toEqual([{ n: 2 }]);
    });

    it('lets a request that is being handled finish at shutdown', async () => {
      const message = doubling();
      let begun = (): void => undefined;
      const handling = new Promise<void>((resolve) => (begun = resolve));
      let finish = (): void => undefined;
      const finished = new Promise<void>((resolve) => (finish = resolve));
      const consumer = serve(message, async (payload) => {
        begun();
        await finished;
        return double(payload);
      });
      const reply = client().request(message, { n: 4 });
      await handling;
      const closed = consumer.close();
      finish();
      expect(await reply).toEqual({ n: 8 });
      await closed;
    });
  });
}
