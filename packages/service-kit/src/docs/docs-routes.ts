import type { FastifyInstance } from 'fastify';

/** `/docs` for people and `/docs/openapi.json` for tools, written when first asked for. */
export function addDocsRoutes(fastify: FastifyInstance, name: string): void {
  const { routeTable } = fastify;
  let document: string | undefined;
  let page: string | undefined;
  const access = 'public';

  const openapi = { access, summary: 'This service as an OpenAPI 3.1 document.' } as const;
  fastify.get('/docs/openapi.json', { config: openapi }, async (_request, reply) => {
    document ??= JSON.stringify((await import('./openapi.ts')).openApiDocument(name, routeTable.routes));
    return reply.type('application/json').send(document);
  });

  const docs = { access, summary: 'This service as a page.' } as const;
  fastify.get('/docs', { config: docs }, async (_request, reply) => {
    page ??= (await import('./docs-page.ts')).docsPage(name, routeTable.routes);
    return reply.type('text/html; charset=utf-8').send(page);
  });
}
