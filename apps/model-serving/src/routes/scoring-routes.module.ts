import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { Serving } from '../traffic/serving.ts';
import { addScoringRoutes } from './scoring-routes.ts';

/** Mounts the routes that score. */
@Module({ providers: [Serving], exports: [Serving] })
export class ScoringRoutesModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly serving: Serving,
  ) {}

  onModuleInit(): void {
    addScoringRoutes(this.host.httpAdapter.getInstance(), this.serving);
  }
}
