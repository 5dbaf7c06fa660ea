import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addPlainConnections } from './plain-connections.ts';

let server: Server;
let port: number;
let isLeaving: boolean;
/** What has come to Node's server, and what was answered before it. */
let seen: string[];
let hold: Promise<void> | undefined;

beforeEach(() => start(5000));

async function start(keepAliveTimeout: number): Promise<void> {
  isLeaving = false;
  seen = [];
  hold = undefined;
  server = createServer({ keepAliveTimeout }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push(`node ${request.url}`);
      const answer = `node ${request.url} ${Buffer.concat(chunks).toString()}`;
      // Later than the next request may come.
      void Promise.all([hold, sleep(2)]).then(() => response.end(answer));
    });
  });
  addPlainConnections(server, {
    find: ({ method, url, headers }) =>
      method === 'POST' && url.startsWith('/plain')
        ? async (body) => {
            await hold;
            seen.push(`plain ${url}`);
            return {
              status: 200,
              headers: { 'content-type': headers['content-type'] },
              body: `plain ${url} ${body.toString()}`,
            };
          }
        : undefined,
    isLeaving: () => isLeaving,
    busyMs: 5000,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
}

afterEach(stop);

async function stop(): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

interface Client {
  readonly socket: Socket;
  /** The bodies of the next so many answers. */
  answers(count: number): Promise<string[]>;
  readonly closed: Promise<void>;
  /** All that has come. */
  text(): string;
}

async function open(): Promise<Client> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let text = '';
  let read = 0;
  let arrived = (): void => undefined;
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    arrived();
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const gone = closed.then(() => {
    throw new Error(`The connection ended; it had answered ${JSON.stringify(text.slice(read))}`);
  });
  gone.catch(() => undefined);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const next = (): string | undefined => {
    const end = text.indexOf('\r\n\r\n', read);
    const length = Number(/content-length: (\d+)/i.exec(text.slice(read, end))?.[1]);
    if (end < 0 || text.length < end + 4 + length) return undefined;
    read = end + 4 + length;
    return text.slice(end + 4, read);
  };
  const answers = async (count: number): Promise<string[]> => {
    const bodies: string[] = [];
    while (bodies.length < count) {
      const body = next();
      if (body === undefined) await Promise.race([new Promise<void>((resolve) => (arrived = resolve)), gone]);
      else bodies.push(body);
    }
    return bodies;
  };
  return { socket, answers, closed, text: () => text };
}

const post = (path: string, body: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: text/x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
const put = (path: string, body: string): string => post(path, body).replace('POST', 'PUT');
const chunked = (path: string, body: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

test('what is known is answered before Node sees it, all else by Node, in turn on one connection', async () => {
  const client = await open();
  const requests = [
    post('/plain', 'a'),
    get('/x'),
    post('/plain', 'bc'),
    post('/y', 'd'),
    post('/plain', 'e'),
  ];
  const bodies: string[] = [];
  for (const request of requests) {
    client.socket.write(request);
    bodies.push(...(await client.answers(1)));
  }
  expect(bodies).toEqual(['plain /plain a', 'node /x ', 'plain /plain bc', 'node /y d', 'plain /plain e']);
  client.socket.end();
  await client.closed;
});

test('a request that comes before Node has answered the one before it waits for its turn', async () => {
  let release = (): void => undefined;
  hold = new Promise<void>((resolve) => (release = resolve));
  const client = await open();
  for (const request of [get('/x'), post('/plain', 'a')]) {
    client.socket.write(request);
    await sleep(20);
  }
  release();
  expect(await client.answers(2)).toEqual(['node /x ', 'node /plain a']);
  client.socket.write(post('/plain', 'b'));
  expect(await client.answers(1)).toEqual(['plain /plain b']);
});

test('an answer says what Node says of the connection', async () => {
  const client = await open();
  client.socket.write(post('/plain', 'a'));
  await client.answers(1);
  const [plain = ''] = client.text().split('\r\n\r\n');
  expect(plain.split('\r\n')).toEqual([
    'HTTP/1.1 200 OK',
    'content-type: text/x',
    expect.stringMatching(/^date: \w{3}, .* GMT$/),
    'content-length: 14',
    'connection: keep-alive',
    'keep-alive: timeout=5',
  ]);
  client.socket.end();
  await client.closed;
});

test('a body that comes after its head, in pieces, is waited for', async () => {
  const client = await open();
  const request = post('/plain', 'long enough');
  for (const piece of [request.slice(0, -11), request.slice(-11, -4), request.slice(-4)]) {
    client.socket.write(piece);
    await sleep(5);
  }
  expect(await client.answers(1)).toEqual(['plain /plain long enough']);
});

test('a body that comes too slowly is left to Node, which measures its time', async () => {
  const client = await open();
  const request = post('/plain', 'slow');
  client.socket.write(request.slice(0, -2));
  await sleep(1100);
  client.socket.write(request.slice(-2));
  expect(await client.answers(1)).toEqual(['node /plain slow']);
  client.socket.write(post('/plain', 'next'));
  expect(await client.answers(1)).toEqual(['node /plain next']);
});

test('a client that is gone before its body has come is waited for no more', async () => {
  let socket: (Socket & { parser?: unknown }) | undefined;
  server.once('connection', (made: Socket) => (socket = made));
  const client = await open();
  client.socket.write(post('/plain', 'never whole').slice(0, -2));
  await sleep(20);
  client.socket.destroy();
  await sleep(1200);
  expect(socket?.destroyed).toBe(true);
  // Node's server has one for each connection that it was given.
  expect(socket?.parser).toBeUndefined();
});

test.each([
  ['chunks', chunked('/plain', 'a')],
  ['an upload', put('/plain', 'a')],
])(
  'after %s the whole connection is left to Node, also where Node had answered before',
  async (_, request) => {
    const client = await open();
    for (const each of [get('/x'), request, post('/plain', 'b')]) {
      client.socket.write(each);
      await client.answers(1);
    }
    expect(seen).toEqual(['node /x', 'node /plain', 'node /plain']);
  },
);

test('what is no HTTP gets the answer of Node', async () => {
  for (const before of ['', get('/x'), post('/plain', 'a')]) {
    const client = await open();
    if (before !== '') {
      client.socket.write(before);
      await client.answers(1);
    }
    client.socket.write('nonsense\r\n\r\n');
    await client.closed;
    expect(client.text()).toContain('HTTP/1.1 400 Bad Request');
  }
});

describe('when the server stops', () => {
  test('connections that wait for nothing are ended', async () => {
    const clients = [await open(), await open(), await open()];
    const [, second, third] = clients;
    second?.socket.write(post('/plain', 'a'));
    third?.socket.write(get('/x'));
    await second?.answers(1);
    await third?.answers(1);
    const closed = new Promise((resolve) => server.close(resolve));
    await Promise.all(clients.map((client) => client.closed));
    await closed;
  });

  test('what is being answered is answered first, and told that it is the last', async () => {
    const clients = [await open(), await open()];
    clients[0]?.socket.write(get('/x'));
    await clients[0]?.answers(1);
    let release = (): void => undefined;
    hold = new Promise<void>((resolve) => (release = resolve));
    for (const { socket } of clients) socket.write(post('/plain', 'a'));
    await sleep(20);
    isLeaving = true;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    release();
    await Promise.all(clients.map((client) => client.closed));
    for (const client of clients) {
      expect(await client.answers(1)).toEqual(['plain /plain a']);
      expect(client.text().endsWith('connection: close\r\n\r\nplain /plain a')).toBe(true);
    }
    server.closeIdleConnections();
    await closed;
  });

  test('it can be made to end all connections', async () => {
    hold = new Promise<void>(() => undefined);
    const clients = [await open(), await open()];
    clients[0]?.socket.write(post('/plain', 'a'));
    await sleep(20);
    server.closeAllConnections();
    await Promise.all(clients.map((client) => client.closed));
  });
});

test('a client that ends its side is still answered', async () => {
  const client = await open();
  client.socket.end(post('/plain', 'a'));
  await client.closed;
  expect(client.text()).toContain('plain /plain a');
});

test('an idle connection is ended, one whose request takes longer is not', async () => {
  await stop();
  await start(100);
  const clients = [await open(), await open()];
  clients[1]?.socket.write(get('/x'));
  await clients[1]?.answers(1);
  hold = sleep(1300);
  for (const { socket } of clients) socket.write(post('/plain', 'a'));
  for (const client of clients) expect(await client.answers(1)).toEqual(['plain /plain a']);
  await Promise.all(clients.map(({ closed }) => closed));
});

/** Requests with the answers to them. */
const exchanges = fc.array(
  fc.tuple(
    fc.constantFrom('plain', 'post', 'get', 'put', 'chunked'),
    fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\r', '\n'), maxLength: 40 }),
  ),
  { minLength: 1, maxLength: 8 },
);

function exchange([kind, body]: [string, string], index: number): { request: string; answer: RegExp } {
  const path =
    kind === 'plain' || kind === 'chunked' || kind === 'put' ? `/plain/${index}` : `/other/${index}`;
  const makers: Record<string, () => string> = {
    plain: () => post(path, body),
    post: () => post(path, body),
    put: () => put(path, body),
    chunked: () => chunked(path, `${body}.`),
    get: () => get(path),
  };
  const expected = kind === 'get' ? '' : kind === 'chunked' ? `${body}.` : body;
  // Who answers a plain request hangs on how it arrives.
  const who = kind === 'plain' ? '(?:plain|node)' : 'node';
  return { request: (makers[kind] as () => string)(), answer: new RegExp(`^${who} ${path} ${expected}$`) };
}

test('however requests are cut and joined, each has its own answer, in order', async () => {
  const cuts = fc.array(fc.nat(300), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(exchanges, fc.option(cuts), fc.boolean(), async (given, sizes, waits) => {
      const parts = given.map(exchange);
      const client = await open();
      let rest = parts.map(({ request }) => request).join('');
      // Without cuts, each request is a piece.
      for (const size of sizes ?? parts.map(({ request }) => request.length)) {
        client.socket.write(rest.slice(0, size));
        rest = rest.slice(size);
        if (waits) await sleep(1);
      }
      client.socket.write(rest);
      const answers = await client.answers(parts.length);
      client.socket.destroy();
      for (const [index, { answer }] of parts.entries()) expect(answers[index]).toMatch(answer);
    }),
    { numRuns: 200 },
  );
});
