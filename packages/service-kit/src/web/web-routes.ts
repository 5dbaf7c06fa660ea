import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StartError } from '../lifecycle/start-error.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { landingPage } from './landing-page.ts';
import { listWebFiles, type WebFile } from './web-files.ts';

const ONE_YEAR = 'public, max-age=31536000, immutable';
/** Asked for again each time, and answered with 304 while it is the same. */
const CHECK_AGAIN = 'no-cache';

/**
 * Serves the web interface from a folder, `index.html` at `/` (its own pages are behind `#`), or a landing page when there
 * is no folder. Files whose names hold a hash are kept by browsers for good. Throws StartError when the folder cannot be read.
 */
export function addWebRoutes(fastify: FastifyInstance, root: string | undefined): void {
  const access = 'public';
  if (root === undefined) {
    fastify.get('/', { config: { access, summary: 'What this server is.' } }, (request, reply) =>
      reply.type('text/html; charset=utf-8').send(landingPage(`${request.protocol}://${request.host}`)),
    );
    return;
  }
  const files = readable(root);
  const index = files.get('/index.html');
  if (!index) throw new StartError(`WEB_ROOT is ${root}, but there is no index.html in it.`);
  const policy = contentSecurityPolicy(readFileSync(index.file, 'utf8'));
  const send = sender(policy);
  fastify.get('/', { config: { access, summary: 'The web interface.' } }, (request, reply) =>
    send(index, request, reply),
  );
  fastify.get('/*', { config: { access, summary: 'Files of the web interface.' } }, (request, reply) => {
    const file = files.get(`/${(request.params as { '*': string })['*']}`);
    if (file) return send(file, request, reply);
    return reply.callNotFound();
  });
}

function readable(root: string): Map<string, WebFile> {
  try {
    return listWebFiles(root);
  } catch (error) {
    throw new StartError(`WEB_ROOT is ${root}, which cannot be read: ${(error as Error).message}`);
  }
}

type Send = (file: WebFile, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Sends files, and keeps those that were asked for in memory: they are few, and do not change while the server runs. */
function sender(policy: string): Send {
  const kept = new Map<string, Buffer>();
  const read = async (path: string): Promise<Buffer> => {
    const bytes = kept.get(path) ?? (await readFile(path));
    kept.set(path, bytes);
    return bytes;
  };
  return async (file, request, reply) => {
    void reply
      .header('cache-control', file.immutable ? ONE_YEAR : CHECK_AGAIN)
      .header('etag', file.etag)
      .header('last-modified', file.lastModified);
    if (file.type.startsWith('text/html'))
      void reply.header('content-security-policy', policy).header('referrer-policy', 'same-origin');
    if (file.encodings.length > 0) void reply.header('vary', 'accept-encoding');
    if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
    const accepted = request.headers['accept-encoding'] ?? '';
    const encoded = file.encodings.find(({ encoding }) => accepts(accepted, encoding));
    if (encoded) void reply.header('content-encoding', encoded.encoding);
    return reply.type(file.type).send(await read((encoded ?? file).file));
  };
}

/** Whether an Accept-Encoding header names an encoding without ruling it out (`br;q=0`). */
function accepts(header: string, encoding: string): boolean {
  return header
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .some((part) => part.split(';', 1)[0] === encoding && !/;\s*q=0(?:\.0*)?$/.test(part));
}
