import { SERVICE_URL_SETTING, type ServiceName, serviceOfPath } from '@millrace/contracts/routes';
import { MlflowError } from '@millrace/contracts/errors';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Upstream } from './upstream.ts';

/** The services behind the gateway. */
export class Upstreams implements OnApplicationShutdown {
  private readonly byName: ReadonlyMap<ServiceName, Upstream>;

  constructor(urls: ReadonlyMap<ServiceName, string>) {
    this.byName = new Map([...urls].map(([name, url]) => [name, new Upstream(name, url)]));
  }

  /** Passes a request on to the service that its path belongs to. */
  forward(request: FastifyRequest, reply: FastifyReply): Promise<void> | void {
    const service = serviceOfPath(request.url.split('?', 1)[0] ?? '');
    if (service === undefined) return reply.callNotFound();
    const upstream = this.byName.get(service);
    if (upstream) return upstream.forward(request, reply);
    throw new MlflowError(
      'TEMPORARILY_UNAVAILABLE',
      `This needs the ${service} service, and ${SERVICE_URL_SETTING[service]} does not say where it is.`,
    );
  }

  [Symbol.iterator](): Iterator<Upstream> {
    return this.byName.values();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this].map((upstream) => upstream.close()));
  }
}
