import { SERVICE_ROUTES, SERVICE_URL_SETTING, type ServiceName } from '@millrace/contracts/routes';
import { Readiness } from '@millrace/service-kit/health/readiness';
import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { HTTPMethods } from 'fastify';
import { Upstreams } from './proxy/upstreams.ts';

const METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Passes every path of the services on to them, and asks them when it is asked whether it is ready. */
@Module({})
export class GatewayModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly upstreams: Upstreams,
    private readonly readiness: Readiness,
  ) {}

  static forRoot(urls: ReadonlyMap<ServiceName, string>): DynamicModule {
    return {
      module: GatewayModule,
      providers: [{ provide: Upstreams, useFactory: () => new Upstreams(urls) }],
    };
  }

  onModuleInit(): void {
    this.addRoutes();
    for (const upstream of this.upstreams)
      this.readiness.add({
        name: upstream.name,
        setting: SERVICE_URL_SETTING[upstream.name as ServiceName],
        check: () => upstream.ready(),
        // Services come and go; what needs the others works all the while.
        neededAtStart: false,
      });
  }

  private addRoutes(): void {
    const fastify = this.host.httpAdapter.getInstance();
    const bases = new Set(SERVICE_ROUTES.map(({ pattern }) => (/^\/api\b/.test(pattern) ? '/api' : pattern)));
    // Who may call what is for the services to say: the gateway has no door of its own.
    const config = {
      access: 'public',
      rawBody: true,
      summary: 'Passed on to the service it belongs to.',
    } as const;
    for (const base of bases)
      for (const url of [base, `${base}/*`])
        fastify.route({
          method: METHODS,
          url,
          config,
          exposeHeadRoute: false,
          handler: (request, reply) => this.upstreams.forward(request, reply),
        });
  }
}
