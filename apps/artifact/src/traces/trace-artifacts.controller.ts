import { Controller, Req, Res } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { readQuery } from '@millrace/service-kit/http/query';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentDisposition } from '@millrace/artifact-stores/downloads/content-disposition';
import { contentTypeOf } from '@millrace/artifact-stores/downloads/media-types';
import { sendFile } from '../downloads/send-file.ts';
import { joinPaths, readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';
import { ArtifactRoots } from '../roots/artifact-roots.ts';
import { Stores } from '@millrace/artifact-stores/store/stores';
import { readAttachmentPath } from './attachment-path.ts';

const TRACE_DATA_FILE = 'traces.json';

/** The spans of a trace, or a file attached to it, for the web interface. */
@Controller()
export class TraceArtifactsController {
  constructor(
    private readonly stores: Stores,
    private readonly roots: ArtifactRoots,
  ) {}

  @Endpoint('GET', '/api/2.0/mlflow/get-trace-artifact', allow('read', 'trace'))
  async get2(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.get(request, reply);
  }

  @Endpoint('GET', '/api/3.0/mlflow/get-trace-artifact', allow('read', 'trace'))
  async get3(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.get(request, reply);
  }

  private async get(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.header('x-content-type-options', 'nosniff');
    const query = readQuery(request);
    const traceId = query['request_id']?.[0];
    if (!traceId)
      throw new MlflowError('BAD_REQUEST', 'Request must include the "request_id" query parameter.');
    const text = query['path']?.[0];
    if (text)
      return this.sendFrom(request, reply, traceId, joinPaths('attachments', readAttachmentPath(text)));
    const data = await this.roots.traceData(traceId);
    if (data === undefined) return this.sendFrom(request, reply, traceId, TRACE_DATA_FILE);
    reply.headers({
      'content-type': contentTypeOf(TRACE_DATA_FILE),
      'content-disposition': contentDisposition(TRACE_DATA_FILE),
    });
    reply.send(data);
  }

  private async sendFrom(
    request: FastifyRequest,
    reply: FastifyReply,
    traceId: string,
    file: string,
  ): Promise<void> {
    const root = await this.roots.ofTrace(traceId);
    const { store, path, given } = this.stores.locate(root, readArtifactPath(file));
    await sendFile(request, reply, await store.open(path, given), path);
  }
}
