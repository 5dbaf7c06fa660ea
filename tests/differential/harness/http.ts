import http from 'node:http';

export interface RawRequest {
  readonly method: string;
  /** Path and query, sent byte for byte: `..` and odd escapes reach the server. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });

/** The status written down when the server breaks the connection instead of answering. */
export const noAnswer = 599;

/** Sends one request. A connection that breaks is tried a second time, as the first may have been an old one. */
export async function send(server: string, request: RawRequest): Promise<RawAnswer> {
  for (const attempt of [1, 2]) {
    try {
      return await sendOnce(server, request, attempt === 1);
    } catch (error) {
      const broken = error instanceof Error && /socket hang up|ECONNRESET|EPIPE/.test(error.message);
      if (!broken) throw error;
    }
  }
  return { status: noAnswer, headers: {}, body: Buffer.from('') };
}

function sendOnce(server: string, request: RawRequest, keepAlive: boolean): Promise<RawAnswer> {
  const { hostname, port } = new URL(server);
  const body = request.body === undefined ? undefined : Buffer.from(request.body);
  const headers: Record<string, string> = { ...request.headers };
  if (body !== undefined) headers['content-length'] = String(body.length);
  return new Promise((resolve, reject) => {
    const outgoing = http.request(
      {
        agent: keepAlive ? agent : new http.Agent(),
        hostname,
        port,
        method: request.method,
        path: request.path,
        headers,
        timeout: 60_000,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 60 s')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export const closeConnections = (): void => agent.destroy();
