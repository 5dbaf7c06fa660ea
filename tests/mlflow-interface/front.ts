import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

export interface Front {
  readonly url: string;
  stop(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** One origin, as the real server has it: the interface's files at `/` and `/static-files/`, everything else a server's. */
export async function startFront(build: string, target: string): Promise<Front> {
  const server = createServer((incoming, answer) => {
    const { pathname } = new URL(incoming.url ?? '/', target);
    const file = fileOf(build, pathname);
    if (file === undefined) pass(target, incoming, answer);
    else {
      answer.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      if (pathname !== '/') answer.setHeader('cache-control', 'max-age=3600');
      createReadStream(file).pipe(answer);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fileOf(build: string, pathname: string): string | undefined {
  if (pathname === '/') return join(build, 'index.html');
  if (!pathname.startsWith('/static-files/')) return undefined;
  const file = join(build, normalize(pathname.slice('/static-files'.length)));
  return existsSync(file) ? file : undefined;
}

function pass(target: string, incoming: IncomingMessage, answer: ServerResponse): void {
  const { host } = new URL(target);
  const onwards = request(
    new URL(incoming.url ?? '/', target),
    { method: incoming.method, headers: { ...incoming.headers, host, origin: target } },
    (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    },
  );
  onwards.on('error', (error) => answer.writeHead(502).end(String(error)));
  incoming.pipe(onwards);
}
