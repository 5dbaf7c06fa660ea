import type { FastifyContextConfig, FastifyInstance, RouteOptions } from 'fastify';
import './route-config.ts';

declare module 'fastify' {
  interface FastifyInstance {
    routeTable: RouteTable;
  }
}

export interface Route {
  readonly method: string;
  /** As Fastify has it: `/runs/:id`, `/files/*`. */
  readonly path: string;
  readonly config: FastifyContextConfig;
}

/** All routes of an application, Nest's and plain Fastify ones, as they were registered. */
export class RouteTable {
  readonly routes: Route[] = [];
  private patterns: (readonly [RegExp, Route])[] | undefined;

  add({ method, url, config = {} }: RouteOptions): void {
    for (const each of Array.isArray(method) ? method : [method])
      this.routes.push({ method: each, path: url, config });
    this.patterns = undefined;
  }

  /** The methods a path is known for. What answers every path (`/*`) does not count. */
  methodsOf(path: string): string[] {
    this.patterns ??= this.routes
      .filter(({ path }) => path !== '/*')
      .map((route) => [patternOf(route.path), route]);
    const methods = this.patterns.filter(([pattern]) => pattern.test(path)).map(([, route]) => route.method);
    return [...new Set(methods)].toSorted();
  }

  /** Routes that do not say who may call them: there must not be any. */
  undeclared(): Route[] {
    return this.routes.filter(({ config }) => config.access === undefined);
  }
}

/** Collects the routes that are registered from now on. */
export function collectRoutes(fastify: FastifyInstance): RouteTable {
  const table = new RouteTable();
  fastify.decorate('routeTable', table);
  fastify.addHook('onRoute', (route) => table.add(route));
  return table;
}

function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:\w+/g, '[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${source}$`);
}
