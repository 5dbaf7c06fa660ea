import { Controller, Param, Req, Res } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import { ListLoggedModelArtifacts } from '@millrace/contracts/tracking/logged-models';
import { isString } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { readQuery } from '@millrace/service-kit/http/query';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type FileInfo, fileListing } from '../downloads/file-listing.ts';
import { sendFile } from '../downloads/send-file.ts';
import { readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';
import { ArtifactRoots } from '../roots/artifact-roots.ts';
import { Stores } from '@millrace/artifact-stores/store/stores';

const ARTIFACTS = '/api/2.0/mlflow/logged-models/:model_id/artifacts';

@Controller()
export class LoggedModelArtifactsController {
  constructor(
    private readonly stores: Stores,
    private readonly roots: ArtifactRoots,
  ) {}

  @Endpoint('GET', `${ARTIFACTS}/directories`, allow('read', 'logged-model'))
  async list(
    @Param('model_id') modelId: string,
    @Wire(ListLoggedModelArtifacts, { artifact_directory_path: [isString] })
    request: MessageOf<typeof ListLoggedModelArtifacts>,
  ): Promise<{ files?: FileInfo[]; root_uri: string }> {
    const folder = readArtifactPath(request.artifact_directory_path ?? '');
    const root_uri = await this.roots.ofLoggedModel(modelId);
    const { store, path } = this.stores.locate(root_uri, folder);
    return { ...fileListing(await store.list(path), folder.given), root_uri };
  }

  @Endpoint('GET', `${ARTIFACTS}/files`, allow('read', 'logged-model'))
  async get(
    @Param('model_id') modelId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    reply.header('x-content-type-options', 'nosniff');
    const text = readQuery(request)['artifact_file_path']?.[0];
    if (!text)
      throw new MlflowError('BAD_REQUEST', 'Request must include the "artifact_file_path" query parameter.');
    const artifact = readArtifactPath(text);
    const { store, path, given } = this.stores.locate(await this.roots.ofLoggedModel(modelId), artifact);
    await sendFile(request, reply, await store.open(path, given), path);
  }
}
