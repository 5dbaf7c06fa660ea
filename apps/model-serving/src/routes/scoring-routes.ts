import type { OutgoingHttpHeaders } from 'node:http';
import { MlflowError } from '@millrace/contracts/errors';
import { MLFLOW_VERSION } from '@millrace/contracts/mlflow-version';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { noDeployment } from '../deployments/deployments.service.ts';
import type { ScoringReply } from '../scorers/scorer.ts';
import type { LoadedVersion } from '../traffic/loaded-version.ts';
import { notReadyReason, type Serving } from '../traffic/serving.ts';

/** Which version answered. */
export const VERSION_HEADER = 'x-millrace-version';
const RETRY_AFTER_SECONDS = '1';
const NOTHING = Buffer.alloc(0);
const access = allow('read', 'deployment');

/**
 * The routes of MLflow's scoring server, for each deployment below its name. They are Fastify's own and not a controller's: NestJS
 * costs a request more than an ONNX model does.
 */
export function addScoringRoutes(fastify: FastifyInstance, serving: Serving): void {
  const below = (path: string): string => `/deployments/:name${path}`;
  const route = (summary: string): object => ({ config: { access, summary } });

  fastify.post(
    below('/invocations'),
    route("Scores a request as MLflow's scoring server does."),
    (request, reply) => {
      const { name } = request.params as { name: string };
      const version = requireVersion(serving, name, reply);
      const body = Buffer.isBuffer(request.body) ? request.body : NOTHING;
      const scoring = { contentType: request.headers['content-type'], body };
      return serving.score(version, scoring).then((answer) => send(reply, version, answer));
    },
  );
  for (const path of ['/ping', '/health'])
    fastify.get(below(path), route('Whether the deployment can answer.'), (request, reply) => {
      requireVersion(serving, (request.params as { name: string }).name, reply);
      return reply.type('application/json').send('\n');
    });
  fastify.get(below('/version'), route('The version of MLflow whose protocol it is.'), (request, reply) => {
    requireVersion(serving, (request.params as { name: string }).name, reply);
    return reply.type('application/json').send(MLFLOW_VERSION);
  });
}

/** Writes the answer past Fastify's own way of sending, which looks at much that is known here. */
function send(reply: FastifyReply, version: LoadedVersion, { status, headers, body }: ScoringReply): void {
  const { raw } = reply;
  if (raw.destroyed) return;
  reply.hijack();
  raw.writeHead(status, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    ...headers,
    'content-length': Buffer.byteLength(body),
    [VERSION_HEADER]: version.number,
  });
  raw.end(body);
}

/** The version that is to answer; throws 404 where there is no deployment, 503 while it is not loaded. */
export function requireVersion(
  serving: Serving,
  name: string,
  reply: FastifyReply,
  number?: string,
): LoadedVersion {
  const { deployment, version } = serving.find(name, number);
  if (version !== undefined) return version;
  if (deployment === undefined) throw noDeployment(name);
  void reply.header('retry-after', RETRY_AFTER_SECONDS);
  throw new MlflowError('TEMPORARILY_UNAVAILABLE', notReadyReason(deployment));
}
