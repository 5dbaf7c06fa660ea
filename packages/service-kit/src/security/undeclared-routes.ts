import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * The routes of an application that do not say who may call them, as `METHOD /path`. A test of every app expects none:
 * access control can then be switched on without a forgotten door. The app must be initialised.
 */
export function undeclaredRoutes(app: NestFastifyApplication): string[] {
  const { routeTable } = app.getHttpAdapter().getInstance();
  return routeTable.undeclared().map(({ method, path }) => `${method} ${path}`);
}
