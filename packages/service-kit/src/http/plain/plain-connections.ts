import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type AnswerPlainly, PlainConnection, type PlainServer } from './plain-connection.ts';
import type { PlainHead } from './plain-head.ts';

export interface PlainConnectionsOptions {
  /** Who answers the request with this head; undefined leaves it to the server. */
  readonly find: (head: PlainHead) => AnswerPlainly | undefined;
  /** Whether every answer is the last one of its connection. */
  readonly isLeaving: () => boolean;
  /** How long nothing may move on a connection while a request is answered, in milliseconds; 0 for any time. */
  readonly busyMs: number;
  /** Whether the event loop stays awake for clients that ask again at once. */
  readonly attentive?: boolean;
}

const IDLE_BUFFER_MS = 1000;

/**
 * Has a server's connections looked at for requests that `find` knows, before the server sees them. The server's keepAliveTimeout,
 * close(), closeIdleConnections() and closeAllConnections() are true for all of them.
 */
export function addPlainConnections(server: Server, options: PlainConnectionsOptions): void {
  const connections = new Map<Socket, PlainConnection>();
  const toNode = server.listeners('connection') as ((socket: Socket) => void)[];
  const serve = (socket: Socket): void => {
    for (const listener of toNode) listener.call(server, socket);
  };
  const plain: PlainServer = {
    find: options.find,
    isLeaving: options.isLeaving,
    busyMs: options.busyMs,
    attentive: options.attentive ?? false,
    // Later than is said, as Node does it: a client may send a request just before the time is over.
    idleMs: server.keepAliveTimeout + IDLE_BUFFER_MS,
    keepAlive: `connection: keep-alive\r\nkeep-alive: timeout=${Math.floor(server.keepAliveTimeout / 1000)}\r\n`,
    giveAway: serve,
    attach(socket) {
      serve(socket);
      // Nobody else has listened to it yet: this is how Node's server hears what comes. It stops reading past the listeners of
      // `data`, as it does for speed, as soon as there is another one.
      const [read] = socket.listeners('data') as ((chunk: Buffer) => void)[];
      if (read === undefined) throw new Error('The HTTP server does not listen to its connections');
      socket.off('data', read);
      return read;
    },
  };

  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    connections.set(socket, new PlainConnection(socket, plain));
    socket.once('close', () => connections.delete(socket));
  });
  server.prependListener('request', ({ socket }, response: ServerResponse) => {
    const connection = connections.get(socket);
    if (connection !== undefined) response.once('close', () => connection.answeredByNode());
  });
  // Without a listener the server ends the connection, whatever is being answered on it.
  server.on('timeout', (socket) => {
    const connection = connections.get(socket);
    if (connection === undefined) socket.destroy();
    else connection.onTimeout();
  });

  const closeIdle = server.closeIdleConnections.bind(server);
  server.closeIdleConnections = () => {
    let isBusy = false;
    for (const [socket, connection] of connections) {
      if (!connection.isAttached && !connection.isBusy) socket.destroy();
      isBusy ||= connection.isAttached && connection.isBusy;
    }
    // The server takes connections for idle that are busy here. They end with their answers: it will not be long.
    if (!isBusy) closeIdle();
  };
  const closeAll = server.closeAllConnections.bind(server);
  server.closeAllConnections = () => {
    for (const socket of connections.keys()) socket.destroy();
    closeAll();
  };
}
