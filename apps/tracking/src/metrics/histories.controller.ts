import { Controller, Req, Res } from '@nestjs/common';
import { readWireBody } from '@millrace/service-kit/http/body';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { historiesReply } from './histories-reply.ts';
import { readHistoriesRequest } from './histories-request.ts';
import { HistoriesService } from './histories.service.ts';

const MAX_BODY_BYTES = 256 * 1024;

/** Millrace's own: what charts draw. */
@Controller()
export class HistoriesController {
  constructor(private readonly histories: HistoriesService) {}

  @Endpoint('POST', '/api/millrace/metrics/histories', allow('read', 'run'), {
    summary: 'Histories of many runs and metrics, thinned out with their extremes kept',
    maxBodyBytes: MAX_BODY_BYTES,
  })
  async read(
    @Req() httpRequest: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const request = readHistoriesRequest(readWireBody(httpRequest));
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    return historiesReply(await this.histories.lines(request, gone.signal), request.x);
  }
}
