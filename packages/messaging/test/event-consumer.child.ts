import { Broker } from '../src/broker/broker.ts';
import { EventConsumer } from '../src/events/event-consumer.ts';

// Begins an event, says so, and never ends: the test kills it.
const [, , options, service, event] = process.argv;
const handle = (payload: unknown): Promise<never> => {
  process.send?.(JSON.stringify(payload));
  return new Promise(() => undefined);
};
const consumer = new EventConsumer(
  new Broker(JSON.parse(String(options))),
  String(service),
  new Map([[String(event), handle]]),
);
await consumer.subscribed;
process.send?.('subscribed');
