import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Serving } from '../traffic/serving.ts';
import { addScoringRoutes, scoreDirectly } from './scoring-routes.ts';

/** Mounts the routes that score. */
@Module({ providers: [Serving], exports: [Serving] })
export class ScoringRoutesModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly serving: Serving,
  ) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    addScoringRoutes(fastify, this.serving);
    scoreDirectly(fastify, this.serving);
  }
}
