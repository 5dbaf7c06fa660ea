import { type DynamicModule, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { addWebRoutes } from './web-routes.ts';

const WEB_ROOT = Symbol('folder of the web interface');

/** The web interface, or the landing page where there is none, beside the API: see `addWebRoutes`. */
@Module({})
export class WebModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    @Inject(WEB_ROOT) private readonly root: { readonly folder: string | undefined },
  ) {}

  static forRoot(folder: string | undefined): DynamicModule {
    return { module: WebModule, providers: [{ provide: WEB_ROOT, useValue: { folder } }] };
  }

  onModuleInit(): void {
    addWebRoutes(this.host.httpAdapter.getInstance(), this.root.folder);
  }
}
