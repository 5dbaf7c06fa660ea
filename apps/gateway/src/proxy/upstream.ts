import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { MlflowError } from '@millrace/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Dispatcher, Pool } from 'undici';
import { upstreamHeaders } from './headers.ts';
import { relay } from './relay.ts';
import { requestBody } from './request-body.ts';

/** While a service restarts, requests that may be repeated wait for it as long as these add up to. */
const RETRY_PAUSES_MS = [25, 100, 250, 500];
const CONNECT_TIMEOUT_MS = 2000;
/** Shorter than a service keeps an idle connection, so that it is not the service who closes it. */
const KEEP_ALIVE_MS = 60_000;

const REPEATABLE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** The request has not reached anybody: even one that changes something may be sent again. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** One service behind the gateway: requests are passed on to it, and its answers back, without looking into either. */
export class Upstream {
  private readonly pool: Pool;

  constructor(
    readonly name: string,
    url: string,
  ) {
    this.pool = new Pool(url, {
      connect: { timeout: CONNECT_TIMEOUT_MS },
      keepAliveTimeout: KEEP_ALIVE_MS,
      // The service decides how long it takes; the client how long it waits.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** Resolves when the answer has been passed on to its end; rejects with what to answer when there was none. */
  async forward(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const pending = requestBody(request);
    const options: Dispatcher.DispatchOptions = {
      path: request.url,
      method: request.method,
      body: pending instanceof Promise ? await pending : pending,
      headers: upstreamHeaders(request),
    };
    for (let attempt = 0; ; attempt++) {
      try {
        return await relay(this.pool, options, reply);
      } catch (error) {
        if (reply.raw.destroyed) throw new MlflowError('CANCELLED', 'The client went away.');
        const pause = RETRY_PAUSES_MS[attempt];
        if (pause === undefined || !mayRepeat(options, error as NodeJS.ErrnoException))
          throw unavailable(this.name, error as NodeJS.ErrnoException);
        await sleep(pause);
      }
    }
  }

  /** Asks the service's own `/ready`; rejects with what it says. */
  async ready(): Promise<void> {
    const { statusCode, body } = await this.pool.request({ path: '/ready', method: 'GET' });
    const text = await body.text();
    if (statusCode === 200) return;
    const { message } = JSON.parse(text) as { message?: unknown };
    throw new Error(typeof message === 'string' ? message : `/ready answered ${statusCode}`);
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

function mayRepeat(
  { method, body }: Dispatcher.RequestOptions,
  { code = '' }: NodeJS.ErrnoException,
): boolean {
  if (body instanceof Readable) return false;
  if (NOT_CONNECTED.has(code)) return true;
  return REPEATABLE.has(method) && (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE');
}

function unavailable(name: string, { code, message }: NodeJS.ErrnoException): MlflowError {
  const connected = NOT_CONNECTED.has(code ?? '') ? 'cannot be reached' : 'broke off before it answered';
  return new MlflowError(
    'TEMPORARILY_UNAVAILABLE',
    `The ${name} service ${connected} (${code ?? message}); try again.`,
  );
}
