import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { WireRequest } from './body.ts';
import type { AnswerDirectly } from './direct-route.ts';

/** The paths of the endpoints that are answered past Fastify, by class and method. */
export const DIRECT_ENDPOINTS = new WeakMap<object, Map<string | symbol, string>>();

const JSON_HEADERS = { 'content-type': 'application/json' };

type Handlers = Record<string | symbol, (request: WireRequest) => Promise<string>>;

/** Mounts the endpoints that are said to be direct, of all controllers. */
export function addDirectEndpoints(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  for (const { controllers } of app.get(ModulesContainer).values())
    for (const { instance } of controllers.values()) {
      const paths = DIRECT_ENDPOINTS.get(Object.getPrototypeOf(instance) as object);
      for (const [method, path] of paths ?? []) {
        const answer: AnswerDirectly = async ({ contentType, body }) => {
          const headers = contentType === undefined ? {} : { 'content-type': contentType };
          const json = await (instance as Handlers)[method]!({ method: 'POST', headers, query: {}, body });
          return { status: 200, headers: JSON_HEADERS, body: json };
        };
        fastify.answerDirectly({ route: path, find: (url) => (url === path ? answer : undefined) });
      }
    }
}
