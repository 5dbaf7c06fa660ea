import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../../../packages/database/test/free-port.ts';

/** How a network fails: connections break and are refused, or nothing comes through and nothing is said. */
export type Cut = 'refused' | 'silent';

const CONNECT_TIMEOUT_MS = 2000;

/** A stretch of network between two parts: passes on connections to the first port that answers, and can be cut. */
export class Relay {
  readonly name: string;
  readonly port: number;
  readonly #server: Server;
  readonly #targets: () => readonly number[];
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new Set<Socket>();
  #cut: Cut | undefined;

  private constructor(name: string, port: number, targets: () => readonly number[]) {
    this.name = name;
    this.port = port;
    this.#targets = targets;
    this.#server = createServer({ pauseOnConnect: true, noDelay: true }, (client) => this.#accept(client));
  }

  /** @param targets the ports to try, the first first, asked for each connection */
  static async open(name: string, targets: () => readonly number[]): Promise<Relay> {
    const relay = new Relay(name, await freePort(), targets);
    await new Promise<void>((resolve) => relay.#server.listen(relay.port, '127.0.0.1', resolve));
    return relay;
  }

  get connections(): number {
    return this.#sockets.size / 2;
  }

  cut(how: Cut): void {
    this.#cut = how;
    if (how === 'refused') for (const socket of this.#sockets) socket.resetAndDestroy();
    else for (const socket of this.#sockets) socket.pause();
  }

  heal(): void {
    const how = this.#cut;
    this.#cut = undefined;
    // As TCP sends again what got lost, what was under way arrives late.
    if (how === 'silent') for (const socket of this.#sockets) socket.resume();
    for (const client of this.#waiting) void this.#passOn(client);
    this.#waiting.clear();
  }

  async close(): Promise<void> {
    for (const socket of [...this.#sockets, ...this.#waiting]) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    client.on('error', () => undefined);
    if (this.#cut === 'refused') client.resetAndDestroy();
    else if (this.#cut === 'silent')
      this.#waiting.add(client.once('close', () => this.#waiting.delete(client)));
    else void this.#passOn(client);
  }

  async #passOn(client: Socket): Promise<void> {
    for (const port of this.#targets()) {
      const upstream = await connected(port);
      if (upstream === undefined) continue;
      if (client.destroyed) return void upstream.destroy();
      return this.#join(client, upstream);
    }
    client.resetAndDestroy();
  }

  #join(client: Socket, upstream: Socket): void {
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (bytes) => {
        if (!to.write(bytes)) from.pause();
      });
      to.on('drain', () => this.#cut !== 'silent' && from.resume());
      from.on('end', () => to.end());
      from.on('error', () => to.resetAndDestroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      if (this.#cut !== 'silent') from.resume();
    }
  }
}

/** An open connection; undefined when nobody takes it. */
function connected(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, timeout: CONNECT_TIMEOUT_MS });
    const fail = (): void => {
      socket.destroy();
      resolve(undefined);
    };
    socket.once('error', fail).once('timeout', fail);
    socket.once('connect', () => {
      socket.off('error', fail).off('timeout', fail).setTimeout(0);
      socket.on('error', () => undefined).pause();
      resolve(socket);
    });
  });
}
