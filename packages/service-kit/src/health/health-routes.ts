import { MLFLOW_VERSION } from '@millrace/contracts/mlflow-version';
import type { FastifyInstance } from 'fastify';
import type { Stopping } from '../lifecycle/stopping.ts';
import type { CheckOutcome, Readiness } from './readiness.ts';
import { readyAnswer } from './ready-answer.ts';

/** `/health` and `/version` as MLflow's server answers them; `/ready` says whether what the service depends on answers. */
export function addHealthRoutes(fastify: FastifyInstance, readiness: Readiness, stopping: Stopping): void {
  const config = { access: 'public' } as const;
  fastify.get(
    '/health',
    { config: { ...config, summary: 'Whether the process is alive.' } },
    (_request, reply) => reply.type('text/plain; charset=utf-8').send('OK'),
  );
  fastify.get(
    '/version',
    { config: { ...config, summary: 'The version of MLflow whose protocol is spoken.' } },
    (_request, reply) => reply.type('text/html; charset=utf-8').send(MLFLOW_VERSION),
  );
  const summary = 'Whether everything the service depends on answers.';
  fastify.get('/ready', { config: { ...config, summary } }, async (_request, reply) => {
    const { status, headers, body } = readyAnswer(stopping.leaving ? [STOPPING] : await readiness.outcomes());
    void reply.code(status).type('application/json').headers(headers);
    return body;
  });
}

const STOPPING: CheckOutcome = {
  name: 'service',
  ready: false,
  milliseconds: 0,
  neededAtStart: false,
  cause: 'it is stopping',
};
