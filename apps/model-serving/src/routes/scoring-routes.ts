import type { OutgoingHttpHeaders } from 'node:http';
import { MlflowError } from '@millrace/contracts/errors';
import type { DirectRoute } from '@millrace/service-kit/http/direct-route';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ScoringReply } from '../scorers/scorer.ts';
import { answerMlflowRoute } from '../scoring/mlflow-routes.ts';
import type { ScoringAnswer, ScoringCall } from '../scoring/scoring-call.ts';
import type { ServedModel } from '../scoring/served-model.ts';
import { answerV2Route } from '../scoring/v2/v2-routes.ts';
import { v2Error } from '../scoring/v2/v2-errors.ts';
import type { LoadedVersion } from '../traffic/loaded-version.ts';
import type { Serving } from '../traffic/serving.ts';
import { requireVersion } from './require-version.ts';

/** Which version answered. */
const VERSION_HEADER = 'x-millrace-version';
const NOTHING = Buffer.alloc(0);
const access = allow('read', 'deployment');

/** For each route of MLflow's scoring server, its method and what it does. */
const MLFLOW_ROUTES = {
  '/invocations': ['POST', "Scores a request as MLflow's scoring server does."],
  '/ping': ['GET', 'Whether the deployment can answer.'],
  '/health': ['GET', 'Whether the deployment can answer.'],
  '/version': ['GET', 'The version of MLflow whose protocol it is.'],
} as const;

const V2_ROUTES = {
  '/v2': ['GET', 'The server, as the Open Inference Protocol describes it.'],
  '/v2/health/live': ['GET', 'Whether the server is alive.'],
  '/v2/health/ready': ['GET', 'Whether the server is ready.'],
  '/v2/models/:name': ['GET', 'The inputs and outputs of a deployment.'],
  '/v2/models/:name/ready': ['GET', 'Whether the deployment can answer.'],
  '/v2/models/:name/infer': ['POST', 'Scores a request of the Open Inference Protocol.'],
  '/v2/models/:name/versions/:version': ['GET', 'The inputs and outputs of a version.'],
  '/v2/models/:name/versions/:version/ready': ['GET', 'Whether the version can answer.'],
  '/v2/models/:name/versions/:version/infer': ['POST', 'Scores a request with one version.'],
} as const;

const INVOCATIONS = /^\/deployments\/([\w.-]+)\/invocations$/;

/** Scores plain requests to versions that are loaded past Fastify, whose way takes longer than an ONNX model. */
export function scoreDirectly(fastify: FastifyInstance, serving: Serving): void {
  const route: DirectRoute = {
    route: '/deployments/:name/invocations',
    find(url) {
      const name = INVOCATIONS.exec(url)?.[1];
      const version = name === undefined ? undefined : serving.find(name).version;
      if (version === undefined) return undefined;
      const headers = { [VERSION_HEADER]: version.number };
      return async (request) => {
        const reply = await serving.score(version, request);
        return { status: reply.status, headers: { ...reply.headers, ...headers }, body: reply.body };
      };
    },
  };
  fastify.answerDirectly(route);
}

/**
 * The routes that score: MLflow's for each deployment below its name, and the Open Inference Protocol's. They are Fastify's own and
 * not a controller's: NestJS costs a request more than an ONNX model does.
 */
export function addScoringRoutes(fastify: FastifyInstance, serving: Serving): void {
  for (const [path, [method, summary]] of Object.entries(MLFLOW_ROUTES))
    fastify.route({
      method,
      url: `/deployments/:name${path}`,
      config: { access, summary },
      handler: async (request, reply) => {
        const version = requireVersion(serving, (request.params as { name: string }).name, reply);
        const score: LoadedVersion['scorer']['score'] = (scoring) => serving.score(version, scoring);
        send(reply, await answered(answerMlflowRoute(callOf(request, path), { score })), version);
      },
    });
  for (const [path, [method, summary]] of Object.entries(V2_ROUTES))
    fastify.route({
      method,
      url: path,
      config: { access, summary },
      handler: async (request, reply) => {
        let version: LoadedVersion | undefined;
        const find = (name: string, number: string | undefined): ServedModel => {
          version = requireVersion(serving, name, reply, number);
          return servedModel(serving, version);
        };
        try {
          const call = callOf(request, request.url.split('?', 1)[0] ?? '');
          send(reply, await answered(answerV2Route(call, find)), version);
        } catch (error) {
          send(reply, v2Error(error), version);
        }
      },
    });
}

/** What matches a route but is no path of the protocol, as an empty name is, is not there. */
async function answered(answer: ScoringAnswer): Promise<ScoringReply> {
  const reply = await answer;
  if (reply === undefined)
    throw new MlflowError('ENDPOINT_NOT_FOUND', 'There is nothing here: a name in the path is empty.');
  return reply;
}

function callOf({ method, headers, body }: FastifyRequest, path: string): ScoringCall {
  return {
    method,
    path,
    contentType: headers['content-type'],
    body: Buffer.isBuffer(body) ? body : NOTHING,
  };
}

function servedModel(serving: Serving, version: LoadedVersion): ServedModel {
  return {
    name: version.name,
    version: String(version.number),
    signature: version.signature,
    scorer: { kind: version.scorer.kind, score: (request) => serving.score(version, request) },
  };
}

/** Writes the answer past Fastify's own way of sending, which looks at much that is known here. */
function send(
  reply: FastifyReply,
  { status, headers, body }: ScoringReply,
  version: LoadedVersion | undefined,
): void {
  const { raw } = reply;
  if (raw.destroyed) return;
  reply.hijack();
  raw.writeHead(status, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    ...headers,
    'content-length': Buffer.byteLength(body),
    ...(version && { [VERSION_HEADER]: version.number }),
  });
  raw.end(body);
}
