import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ScoringReply } from '../scorers/scorer.ts';
import type { ServedModel } from '../scoring/served-model.ts';
import { answerCall } from './answer.ts';
import { PlainConnection } from './plain-connection.ts';
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
  private readonly http: Server;
  private readonly net: NetServer;
  private readonly plain = new Map<Socket, PlainConnection>();
  private readonly sockets = new Set<Socket>();
  private isStopping = false;

  constructor(model: ServedModel, maxBodyBytes: number) {
    this.model = model;
    this.maxBodyBytes = maxBodyBytes;
    this.http = createHttpServer(
      { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: IDLE_MS, requestTimeout: 300_000 },
      (request, response) => void this.handle(request, response),
    );
    // It gets its connections from here and listens to nothing; this is what makes it keep track of them, and of their time.
    this.http.emit('listening');
    this.net = createServer({ noDelay: true }, (socket) => this.accept(socket));
  }

  /** Resolves with the port. */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.net.once('error', reject);
      this.net.listen(port, host, resolve);
    });
    return (this.net.address() as AddressInfo).port;
  }

  /** Answers what is on its way, then takes no more connections and ends those that there are. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const connection of this.plain.values()) connection.endAfterAnswer();
    // What clients have sent by now may not have been read yet, or be on connections that are not accepted yet.
    await sleep(GRACE_MS);
    const closed = new Promise((resolve) => this.net.close(resolve));
    for (const connection of this.plain.values()) connection.close();
    this.http.close();
    const late = setTimeout(() => this.sockets.forEach((socket) => socket.destroy()), STOP_MS);
    await closed;
    clearTimeout(late);
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.plain.delete(socket);
      this.sockets.delete(socket);
    });
    const connection = new PlainConnection(socket, this.model.scorer, (given, data) => {
      this.plain.delete(given);
      // From here on Node's server has its own limits of time.
      given.setTimeout(0);
      given.pause();
      given.unshift(data);
      this.http.emit('connection', given);
      given.resume();
    });
    this.plain.set(socket, connection);
    if (this.isStopping) connection.endAfterAnswer();
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
