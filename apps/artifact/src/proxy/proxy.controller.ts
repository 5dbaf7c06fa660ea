import type { Readable } from 'node:stream';
import { Controller, Req, Res } from '@nestjs/common';
import { ListProxyArtifacts } from '@millrace/contracts/artifact/proxy';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint, UploadEndpoint } from '@millrace/service-kit/http/endpoint';
import { UploadBody } from '@millrace/service-kit/http/upload-body';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type FileInfo, fileListing } from '../downloads/file-listing.ts';
import { sendFile } from '../downloads/send-file.ts';
import {
  readArtifactPath,
  readDeletePath,
  readUploadPath,
} from '@millrace/artifact-stores/paths/artifact-path';
import { WildcardPath } from '../paths/wildcard-path.ts';
import { Stores } from '@millrace/artifact-stores/store/stores';

const ARTIFACTS = '/api/2.0/mlflow-artifacts/artifacts';

/** The `mlflow-artifacts` proxy: what clients with an `mlflow-artifacts:` root send and fetch their files through. */
@Controller()
export class ProxyController {
  constructor(private readonly stores: Stores) {}

  @UploadEndpoint('PUT', `${ARTIFACTS}/*`, allow('update', 'artifact'))
  async put(
    @WildcardPath() path: string,
    @Req() request: FastifyRequest,
    @UploadBody() body: Readable,
  ): Promise<void> {
    const target = readUploadPath(path);
    const size = request.headers['content-length'];
    await this.stores.root.put(target.path, body, size === undefined ? {} : { size: Number(size) });
  }

  @Endpoint('GET', `${ARTIFACTS}/*`, allow('read', 'artifact'))
  async get(
    @WildcardPath() path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // A browser must not guess another type for an error either.
    reply.header('x-content-type-options', 'nosniff');
    const artifact = readArtifactPath(path);
    const file = await this.stores.root.open(artifact.path, artifact.given);
    await sendFile(request, reply, file, artifact.given);
  }

  @Endpoint('GET', ARTIFACTS, allow('read', 'artifact'))
  async list(
    @Wire(ListProxyArtifacts) request: MessageOf<typeof ListProxyArtifacts>,
  ): Promise<{ files?: FileInfo[] }> {
    const folder = readArtifactPath(request.path ?? '');
    return fileListing(await this.stores.root.list(folder.path));
  }

  @Endpoint('DELETE', `${ARTIFACTS}/*`, allow('delete', 'artifact'))
  async delete(@WildcardPath() path: string): Promise<Record<string, never>> {
    await this.stores.root.delete(readDeletePath(path).path);
    return {};
  }
}
