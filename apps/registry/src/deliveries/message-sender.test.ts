import { afterEach, expect, test } from '@jest/globals';
import { type Receiver, startReceiver } from '../../test/receiver.ts';
import { RegistrySettings } from '../settings/registry-settings.ts';
import { Destinations } from '../webhooks/destinations.ts';
import { HostResolver } from '../webhooks/host-resolver.ts';
import { MessageSender } from './message-sender.ts';

let receiver: Receiver;
afterEach(() => receiver.close());

/** A name service that answers each host with these addresses, one answer after the other; the last one stays. */
class Names extends HostResolver {
  constructor(private readonly answers: Record<string, string[][]>) {
    super();
  }

  override async resolve(hostname: string): Promise<string[]> {
    const left = this.answers[hostname] ?? [];
    return (left.length > 1 ? left.shift() : left[0]) ?? [];
  }
}

function senderWith(
  answers: Record<string, string[][]>,
  allowed = '',
): { sender: MessageSender; destinations: Destinations } {
  const settings = RegistrySettings.parse({
    MILLRACE_WEBHOOK_ALLOWED_HOSTS: allowed,
    MILLRACE_WEBHOOK_TIMEOUT_SECONDS: 5,
  });
  const destinations = new Destinations(settings, new Names(answers));
  return { sender: new MessageSender(settings, destinations), destinations };
}

test('a message goes to a host that the settings allow, though its address is private', async () => {
  receiver = await startReceiver(() => ({ status: 201, body: 'thanks' }));
  const { sender } = senderWith({ hooks: [['127.0.0.1']] }, 'hooks');
  const answer = await sender.post(`http://hooks:${receiver.port}/a?b=c`, { 'X-Test': 'yes' }, '{"a":1}');
  expect(answer).toMatchObject({ status: 201, body: 'thanks' });
  expect(receiver.received).toMatchObject([
    { method: 'POST', path: '/a?b=c', headers: { 'x-test': 'yes' }, body: '{"a":1}' },
  ]);
});

test.each([
  '127.0.0.1',
  '::1',
  '::ffff:127.0.0.1',
  '10.0.0.1',
  '169.254.169.254',
  'fd00::1',
  '64:ff9b::7f00:1',
])('no connection is made to %s', async (address) => {
  receiver = await startReceiver();
  const { sender } = senderWith({ hooks: [['93.184.216.34', address]] });
  await expect(sender.post(`https://hooks:${receiver.port}/`, {}, '{}')).rejects.toThrow('non-public');
  expect(receiver.received).toEqual([]);
});

test('an address that was public when it was checked is checked again before each message', async () => {
  receiver = await startReceiver();
  const { sender, destinations } = senderWith({ hooks: [['93.184.216.34'], ['127.0.0.1']] });
  await destinations.check(`https://hooks:${receiver.port}/`);
  await expect(sender.post(`https://hooks:${receiver.port}/`, {}, '{}')).rejects.toThrow('non-public');
  expect(receiver.received).toEqual([]);
});

test('the connection goes where the check looked, whatever the name service says next', async () => {
  receiver = await startReceiver();
  const names: Record<string, string[][]> = { hooks: [['127.0.0.1'], ['127.0.0.9']] };
  const { sender } = senderWith(names, 'hooks');
  await sender.post(`http://hooks:${receiver.port}/`, {}, '{}');
  expect(receiver.received).toHaveLength(1);
  expect(names['hooks']).toEqual([['127.0.0.9']]);
});

test.each([301, 302, 303, 307, 308])('a %d to a private address is not followed', async (status) => {
  receiver = await startReceiver(() => ({
    status,
    headers: { location: `https://inside:${receiver.port}/secret` },
  }));
  const { sender } = senderWith({ hooks: [['127.0.0.1']], inside: [['127.0.0.1']] }, 'hooks');
  await expect(sender.post(`http://hooks:${receiver.port}/`, {}, '{}')).rejects.toThrow('non-public');
  expect(receiver.received).toHaveLength(1);
});

test.each(['http://127.0.0.1/', 'http://public/', 'file:///etc/passwd', 'gopher://public/'])(
  'a redirect to %s is not followed',
  async (location) => {
    receiver = await startReceiver(() => ({ status: 307, headers: { location } }));
    const { sender } = senderWith({ hooks: [['127.0.0.1']], public: [['93.184.216.34']] }, 'hooks');
    await expect(sender.post(`http://hooks:${receiver.port}/`, {}, '{}')).rejects.toThrow('scheme');
  },
);

test('a redirect within what is allowed repeats the message', async () => {
  receiver = await startReceiver(({ path }) =>
    path === '/next' ? { status: 200 } : { status: 308, headers: { location: '/next' } },
  );
  const { sender } = senderWith({ hooks: [['127.0.0.1']] }, 'hooks');
  expect((await sender.post(`http://hooks:${receiver.port}/`, {}, '{"a":1}')).status).toBe(200);
  expect(receiver.received[1]).toMatchObject({ method: 'POST', path: '/next', body: '{"a":1}' });
});

test('redirects in a circle end', async () => {
  receiver = await startReceiver(() => ({ status: 307, headers: { location: '/' } }));
  const { sender } = senderWith({ hooks: [['127.0.0.1']] }, 'hooks');
  await expect(sender.post(`http://hooks:${receiver.port}/`, {}, '{}')).rejects.toThrow('redirects');
});

test('an answer of any length costs bounded memory', async () => {
  receiver = await startReceiver(() => ({ status: 200, body: 'x'.repeat(5_000_000) }));
  const { sender } = senderWith({ hooks: [['127.0.0.1']] }, 'hooks');
  expect((await sender.post(`http://hooks:${receiver.port}/`, {}, '{}')).body).toHaveLength(64 * 1024);
});
