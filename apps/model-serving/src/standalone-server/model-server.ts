import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerPlainly } from '@millrace/service-kit/http/plain/plain-connection';
import { addPlainConnections } from '@millrace/service-kit/http/plain/plain-connections';
import type { PlainHead } from '@millrace/service-kit/http/plain/plain-head';
import { finishRequests } from '@millrace/service-kit/lifecycle/finish-requests';
import type { ScoringReply } from '../scorers/scorer.ts';
import type { ServedModel } from '../scoring/served-model.ts';
import { answerCall } from './answer.ts';
import { readBody, tooLarge } from './read-body.ts';

const IDLE_MS = 75_000;
/** How long requests that are being sent or answered may take when the server stops. */
const STOP_MS = 30_000;
/** How long requests that are on their way have to arrive when the server stops. */
const GRACE_MS = 500;
const MAX_HEADER_BYTES = 64 * 1024;

/** Serves one model over HTTP. */
export class ModelServer {
  private readonly model: ServedModel;
  private readonly maxBodyBytes: number;
  private readonly server: Server;
  private isStopping = false;

  constructor(model: ServedModel, maxBodyBytes: number) {
    this.model = model;
    this.maxBodyBytes = maxBodyBytes;
    this.server = createServer(
      { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: IDLE_MS, requestTimeout: 300_000 },
      (request, response) => void this.handle(request, response),
    );
    addPlainConnections(this.server, {
      find: (head) => this.findPlainly(head),
      isLeaving: () => this.isStopping,
      busyMs: 0,
      attentive: true,
    });
  }

  /** Resolves with the port. */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Answers what is on its way, then takes no more connections and ends those that there are. */
  async stop(): Promise<void> {
    this.isStopping = true;
    // What clients have sent by now may not have been read yet, or be on connections that are not accepted yet.
    await sleep(GRACE_MS);
    await finishRequests(this.server, STOP_MS);
  }

  /** Scoring alone is worth a way of its own. */
  private findPlainly({ method, url, headers, contentLength }: PlainHead): AnswerPlainly | undefined {
    const isScoring =
      method === 'POST' && url === '/invocations' && headers['content-encoding'] === undefined;
    if (!isScoring || contentLength > this.maxBodyBytes) return undefined;
    return (body) => this.model.scorer.score({ contentType: headers['content-type'], body });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await readBody(request, this.maxBodyBytes);
      const [path = '/'] = (request.url ?? '/').split('?', 1);
      const contentType = request.headers['content-type'];
      const call = { method: request.method ?? 'GET', path, contentType, body: body ?? Buffer.alloc(0) };
      this.send(
        response,
        body === undefined ? tooLarge(this.maxBodyBytes) : await answerCall(call, this.model),
      );
    } catch {
      // The client is gone before it had sent its request.
      response.destroy();
    }
  }

  private send(response: ServerResponse, { status, headers, body }: ScoringReply): void {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const last = this.isStopping ? { connection: 'close' } : {};
    response.writeHead(status, { ...headers, 'content-length': bytes.length, ...last }).end(bytes);
  }
}
