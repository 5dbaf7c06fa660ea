import { Readable } from 'node:stream';
import { Controller, Header, Req } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { UploadEndpoint } from '@millrace/service-kit/http/endpoint';
import { readQuery } from '@millrace/service-kit/http/query';
import { UploadBody } from '@millrace/service-kit/http/upload-body';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyRequest } from 'fastify';
import { readUploadPath } from '@millrace/artifact-stores/paths/artifact-path';
import { ArtifactRoots } from '../roots/artifact-roots.ts';
import { Stores } from '@millrace/artifact-stores/store/stores';

const MAX_BYTES = 10 * 1024 * 1024;

/** How MLflow's web interface uploads small files, such as the artifacts of a prompt lab run. */
@Controller()
export class UploadArtifactController {
  constructor(
    private readonly stores: Stores,
    private readonly roots: ArtifactRoots,
  ) {}

  @UploadEndpoint('POST', '/api/2.0/mlflow/upload-artifact', allow('update', 'run'))
  @Header('content-type', 'application/json')
  async upload(@Req() request: FastifyRequest, @UploadBody() body: Readable): Promise<void> {
    const query = readQuery(request);
    const runId = query['run_uuid']?.[0];
    if (!runId) throw invalidParameter('Request must specify run_uuid.');
    if (!query['path']?.[0]) throw invalidParameter('Request must specify path.');
    const target = readUploadPath(query['path'][0]);
    // Read before the run is looked up, as MLflow does: what an empty upload answers must not depend on the run.
    const content = await readSmall(body, Number(request.headers['content-length'] ?? 0));
    const { store, path } = this.stores.locate(await this.roots.ofRun(runId), target);
    await store.put(path, Readable.from([content]), { size: content.length });
  }
}

async function readSmall(body: Readable, announced: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = announced;
  if (announced <= MAX_BYTES) {
    size = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BYTES) break;
      chunks.push(chunk);
    }
  }
  if (size > MAX_BYTES) throw invalidParameter('Artifact size is too large. Max size is 10MB.');
  if (size === 0) throw invalidParameter('Request must specify data.');
  return Buffer.concat(chunks);
}
