import { Relay } from 'bullmq';
import { withBackOff } from './back-off.ts';
import type { Store } from './store.ts';

const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

/** The process's one relay, made anew until it starts: a relay whose start failed stays dead. */
export class RelayConnection {
  readonly relay: Promise<Relay<object>>;
  readonly #closing = new AbortController();
  #current: Relay<object> | undefined;

  constructor(store: Store, prefix: string, onError: (error: Error) => void) {
    this.relay = withBackOff(() => this.#start(store, prefix, onError), this.#closing.signal, onError);
    // Whoever awaits it is told; that nobody does is no error.
    this.relay.catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('Messaging is closed'));
    await this.#current?.close();
  }

  async #start(store: Store, prefix: string, onError: (error: Error) => void): Promise<Relay<object>> {
    const relay = new Relay<object>({
      connection: store.connection,
      backend: store.relayBackend,
      prefix,
      namespace: prefix,
      // A notification wakes the reader, so it need not look often; a node that died is forgotten after a minute.
      blockTimeout: 30_000,
      leaseDuration: 60_000,
      maxMessageSize: MAX_MESSAGE_BYTES,
    });
    relay.on('error', onError);
    this.#current = relay;
    try {
      await relay.waitUntilReady();
      return relay;
    } catch (error) {
      await relay.close().catch(() => undefined);
      throw error;
    }
  }
}
