import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

/** `/metrics` in Prometheus' text format. */
export function addMetricsRoute(fastify: FastifyInstance, metrics: Metrics): void {
  const config = { access: 'public', summary: 'Measurements in the text format of Prometheus.' } as const;
  fastify.get('/metrics', { config }, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text()),
  );
}
