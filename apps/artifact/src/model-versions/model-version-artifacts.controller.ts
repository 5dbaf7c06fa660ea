import { Controller, Req, Res } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { readQuery } from '@millrace/service-kit/http/query';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendFile } from '../downloads/send-file.ts';
import { readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';
import { ArtifactRoots } from '../roots/artifact-roots.ts';
import { Stores } from '@millrace/artifact-stores/store/stores';

@Controller()
export class ModelVersionArtifactsController {
  constructor(
    private readonly stores: Stores,
    private readonly roots: ArtifactRoots,
  ) {}

  @Endpoint('GET', '/model-versions/get-artifact', allow('read', 'registered-model'))
  async get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.header('x-content-type-options', 'nosniff');
    const query = readQuery(request);
    const text = query['path']?.[0];
    if (text === undefined) throw invalidParameter('Request must specify path.');
    const artifact = readArtifactPath(text);
    const [name, version] = [query['name']?.[0], query['version']?.[0]];
    if (!name) throw invalidParameter('Request must specify name, the name of a registered model.');
    if (!version) throw invalidParameter('Request must specify version, the version of a registered model.');
    const { store, path, given } = this.stores.locate(
      await this.roots.ofModelVersion(name, version),
      artifact,
    );
    await sendFile(request, reply, await store.open(path, given), path);
  }
}
