import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** The headers of server-sent events. */
export const EVENT_STREAM = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  // nginx would collect events otherwise.
  'x-accel-buffering': 'no',
};
/** A reader of events that leaves so much unread does not keep up. */
export const MAX_UNSENT_BYTES = 4_000_000;

/** Takes an answer over from Fastify and begins it, so that it may go on for as long as it has to. */
export function openStream(reply: FastifyReply, headers: OutgoingHttpHeaders): ServerResponse {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, Object.assign(reply.getHeaders() as OutgoingHttpHeaders, headers));
  raw.flushHeaders();
  return raw;
}
