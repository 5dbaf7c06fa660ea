import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Dispatcher } from 'undici';
import { returnedHeaders } from './headers.ts';

/**
 * Sends a request to a service and writes what comes back to the client as it comes: bytes are neither collected nor looked at,
 * and a slow client slows the service down. Resolves when the answer has ended. Rejects when the service failed before it
 * began to answer, so that the caller can still repeat the request or answer itself.
 */
export function relay(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  reply: FastifyReply,
): Promise<void> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(options, new Relay(reply, resolve, reject));
  });
}

class Relay implements Dispatcher.DispatchHandler {
  private started = false;
  private onClientGone: (() => void) | undefined;

  constructor(
    private readonly reply: FastifyReply,
    private readonly resolve: () => void,
    private readonly reject: (error: Error) => void,
  ) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    const { raw } = this.reply;
    this.onClientGone = () => controller.abort(new Error('The client went away.'));
    if (raw.destroyed) this.onClientGone();
    else raw.once('close', this.onClientGone);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    // 100 and 103 are about the request, which the client has been told to send already.
    if (status < 200) return;
    const { raw } = this.reply;
    this.started = true;
    this.reply.hijack();
    raw.writeHead(status, Object.assign(this.reply.getHeaders(), returnedHeaders(headers)));
    // Of a stream of events even the head must arrive before the first event.
    if (headers['content-length'] === undefined) raw.flushHeaders();
    raw.on('drain', () => controller.resume());
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.reply.raw.write(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    this.forgetClient();
    this.reply.raw.end();
    this.resolve();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.forgetClient();
    if (!this.started) return this.reject(error);
    // The head is gone: only breaking off tells the client that this is not all.
    this.reply.raw.destroy();
    this.resolve();
  }

  private forgetClient(): void {
    if (this.onClientGone) this.reply.raw.off('close', this.onClientGone);
  }
}
