import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly port: number;
  readonly received: readonly Received[];
  /** Resolves once that many messages have come. */
  count(messages: number): Promise<void>;
  close(): Promise<void>;
}

export interface ReceiverAnswer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A server that takes webhook messages on 127.0.0.1 and answers what it is told to. */
export async function startReceiver(
  answer: (received: Received) => ReceiverAnswer = () => ({ status: 200 }),
): Promise<Receiver> {
  const received: Received[] = [];
  let noticed: () => void = () => undefined;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const message = { method, path: url, headers, body };
      received.push(message);
      const { status, headers: extra, body: text = '' } = answer(message);
      response.writeHead(status, extra).end(text);
      noticed();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    async count(messages) {
      while (received.length < messages) await new Promise<void>((resolve) => (noticed = resolve));
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
