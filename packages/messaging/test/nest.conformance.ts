import { Controller, Module } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { firstValueFrom, of } from 'rxjs';
import { z } from 'zod';
import { defineEvent } from '../src/definitions/event-definition.ts';
import { defineMessage } from '../src/definitions/message-definition.ts';
import { Broker } from '../src/broker/broker.ts';
import { writeEvent } from '../src/events/write-event.ts';
import { connectMessaging } from '../src/nest/connect-messaging.ts';
import { HandleEvent } from '../src/nest/handle-event.ts';
import { HandleMessage } from '../src/nest/handle-message.ts';
import { EventContext, RequestContext } from '../src/nest/message-context.ts';
import { MessagingClient } from '../src/nest/messaging-client.ts';
import { MessagingModule } from '../src/nest/messaging-module.ts';
import { MessagingServer } from '../src/nest/messaging-server.ts';
import { eventually } from './eventually.ts';
import type { Harness } from './harness.ts';

const text = z.object({ text: z.string() });
const shout = defineMessage({ name: 'registry.shout', payload: text, reply: text });
const stream = defineMessage({ name: 'registry.stream', payload: text, reply: text });
const missing = defineMessage({ name: 'registry.missing', payload: text, reply: text });
const finished = defineEvent({ name: 'run.finished', payload: text });

const seen: string[] = [];

@Controller()
class Handlers {
  @HandleMessage(shout)
  shout(@Payload() payload: { text: string }, @Ctx() context: RequestContext): { text: string } {
    if (payload.text === 'model')
      throw Object.assign(new Error('No such model'), { errorCode: 'RESOURCE_DOES_NOT_EXIST' });
    if (payload.text === 'bug') throw new TypeError('undefined is not a function');
    return { text: `${payload.text.toUpperCase()} ${context.request.pattern}` };
  }

  @MessagePattern(stream.name)
  stream(@Payload() payload: { text: string }) {
    return of(payload);
  }

  @HandleEvent(finished)
  onFinished(@Payload() payload: { text: string }, @Ctx() context: EventContext): void {
    seen.push(`registry ${payload.text} ${context.event.name}`);
  }

  @HandleEvent(finished, 'webhooks')
  async onFinishedForWebhooks(@Payload() payload: { text: string }): Promise<void> {
    const failedBefore = seen.includes('webhooks failed');
    seen.push(failedBefore ? `webhooks ${payload.text}` : 'webhooks failed');
    if (!failedBefore) throw new Error('not yet');
  }
}

export function nestConformance(harness: () => Harness): void {
  describe('the NestJS transport', () => {
    const start = async () => {
      const pool = harness().pool();
      @Module({
        imports: [MessagingModule.forRoot({ ...harness().options, service: 'registry', outbox: { pool } })],
        controllers: [Handlers],
      })
      class Registry {}
      const built = await Test.createTestingModule({ imports: [Registry] }).compile();
      const app = built.createNestApplication(new FastifyAdapter(), { logger: false });
      connectMessaging(app);
      await app.startAllMicroservices();
      harness().afterTest(() => app.close());
      await app.get(MessagingServer).subscribed();
      return { client: app.get(MessagingClient), broker: app.get(Broker), pool };
    };

    it('serves @MessagePattern and @EventPattern handlers', async () => {
      const { client, broker, pool } = await start();
      await broker.ping();
      expect(await client.request(shout, { text: 'hi' })).toEqual({ text: 'HI registry.shout' });
      expect(await firstValueFrom(client.send(stream.name, { text: 'as it is' }))).toEqual({
        text: 'as it is',
      });

      await expect(client.request(shout, { text: 'model' })).rejects.toMatchObject({
        errorCode: 'RESOURCE_DOES_NOT_EXIST',
        message: 'No such model',
      });
      const bug = await client.request(shout, { text: 'bug' }).catch((error: unknown) => error);
      expect(bug).toMatchObject({
        errorCode: 'INTERNAL_ERROR',
        message: expect.not.stringContaining('undefined'),
      });
      await expect(client.request(missing, { text: 'x' })).rejects.toMatchObject({
        errorCode: 'ENDPOINT_NOT_FOUND',
      });
      await expect(firstValueFrom(client.send(shout.name, { text: 1 }))).rejects.toMatchObject({
        errorCode: 'INVALID_PARAMETER_VALUE',
        message: expect.stringContaining('field "text"'),
      });

      await writeEvent(pool, finished, { text: 'run 1' });
      await eventually(
        'both services have it',
        () => seen.includes('registry run 1 run.finished') && seen.includes('webhooks run 1'),
      );
      await client.announce(finished, { text: 'run 2' });
      await eventually('both services have it', () => seen.includes('webhooks run 2'));
      // One service's failure is not the other's: it got the event once.
      expect(seen.filter((line) => line.startsWith('registry run 1'))).toHaveLength(1);
    });
  });
}
