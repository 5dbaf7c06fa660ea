import { posix } from 'node:path';
import { Controller, Req, Res } from '@nestjs/common';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { readQuery } from '@millrace/service-kit/http/query';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentDisposition } from '@millrace/artifact-stores/downloads/content-disposition';
import { readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';
import { ArtifactRoots } from '../roots/artifact-roots.ts';
import { namedRoot } from '../roots/named-root.ts';
import { noSuchArtifact } from '@millrace/artifact-stores/store/store-errors';
import { Stores } from '@millrace/artifact-stores/store/stores';
import { walk } from '@millrace/artifact-stores/store/walk';
import { zipStream } from './zip-stream.ts';

/** A whole folder of artifacts as one file, which MLflow does not offer. */
@Controller()
export class ZipController {
  constructor(
    private readonly stores: Stores,
    private readonly roots: ArtifactRoots,
  ) {}

  /** Query: `run_id` or `model_id` or `name` and `version`, and optionally `path`, a folder below its artifact root. */
  @Endpoint('GET', '/api/millrace/artifacts/zip', allow('read', 'artifact'), {
    summary: 'A folder of artifacts as one zip',
  })
  async get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = readQuery(request);
    const folder = readArtifactPath(query['path']?.[0] ?? '');
    const { root, label } = await namedRoot(this.roots, (name) => query[name]?.[0] ?? '');
    const { store, path, given } = this.stores.locate(root, folder);
    const files = await walk(store, path);
    if (files.length === 0) throw noSuchArtifact(given);
    reply.headers({
      'content-type': 'application/zip',
      'content-disposition': contentDisposition(`${folder.path === '' ? label : posix.basename(path)}.zip`),
      'x-content-type-options': 'nosniff',
    });
    reply.send(request.method === 'HEAD' ? '' : zipStream(store, path, files));
  }
}
