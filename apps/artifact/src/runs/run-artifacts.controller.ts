import { Controller, Req, Res } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { ListArtifacts } from '@millrace/contracts/tracking/run-artifacts';
import { isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { readQuery } from '@millrace/service-kit/http/query';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FileInfo } from '../downloads/file-listing.ts';
import { sendFile } from '../downloads/send-file.ts';
import { readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';
import { ArtifactRoots } from '../roots/artifact-roots.ts';
import { Stores } from '@millrace/artifact-stores/store/stores';
import { RunListing } from './run-listing.ts';

@Controller()
export class RunArtifactsController {
  constructor(
    private readonly stores: Stores,
    private readonly roots: ArtifactRoots,
    private readonly listing: RunListing,
  ) {}

  @Endpoint('GET', '/api/2.0/mlflow/artifacts/list', allow('read', 'run'))
  async list(
    @Wire(ListArtifacts, { run_id: [isString, required], path: [isString], page_token: [isString] })
    request: MessageOf<typeof ListArtifacts>,
  ): Promise<{ files?: FileInfo[]; root_uri: string }> {
    return this.listing.list(request.run_id || request.run_uuid || '', request.path ?? '');
  }

  @Endpoint('GET', '/get-artifact', allow('read', 'run'))
  async get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.header('x-content-type-options', 'nosniff');
    const query = readQuery(request);
    const text = query['path']?.[0];
    if (text === undefined) throw invalidParameter('Request must specify path.');
    const artifact = readArtifactPath(text);
    // MLflow looks for the run `None` when no run is given.
    const root = await this.roots.ofRun(query['run_id']?.[0] || query['run_uuid']?.[0] || 'None');
    const { store, path, given } = this.stores.locate(root, artifact);
    await sendFile(request, reply, await store.open(path, given), path);
  }
}
