import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { HttpSettings } from '../config/http-settings.ts';
import { readyAnswer } from '../health/ready-answer.ts';
import type { CheckOutcome } from '../health/readiness.ts';

/**
 * Listens in place of a service that cannot start yet: it is alive, and `/ready` says what it waits for. Whoever asks for anything
 * else is told the same.
 */
export class WaitingServer {
  private server: Server | undefined;
  private outcomes: readonly CheckOutcome[] = [];

  constructor(private readonly settings: Pick<HttpSettings, 'HOST' | 'PORT'>) {}

  /** Opens the port the first time. Rejects when that cannot be done. */
  async tell(outcomes: readonly CheckOutcome[]): Promise<void> {
    this.outcomes = outcomes;
    if (this.server) return;
    this.server = createServer((request, response) => this.answer(request, response));
    this.server.listen(this.settings.PORT, this.settings.HOST);
    await once(this.server, 'listening');
  }

  /** Leaves the port to the service. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server?.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  private answer({ url = '' }: IncomingMessage, response: ServerResponse): void {
    response.setHeader('connection', 'close');
    const [path] = url.split('?', 1);
    if (path === '/health') {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('OK');
      return;
    }
    const { status, headers, body } = readyAnswer(this.outcomes);
    response
      .writeHead(status, { 'content-type': 'application/json', ...(path === '/ready' && headers) })
      .end(JSON.stringify({ ...body, status: 'starting' }));
  }
}
