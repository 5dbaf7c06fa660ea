import { Controller } from '@nestjs/common';
import { parseArtifactUri } from '@millrace/contracts/artifacts/artifact-location';
import { invalidParameter } from '@millrace/contracts/errors';
import {
  CreatePresignedDownloadUrl,
  CreatePresignedUploadUrl,
} from '@millrace/contracts/tracking/run-artifacts';
import { isIntlike, isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';
import { WildcardPath } from '../paths/wildcard-path.ts';
import { ArtifactRoots } from '../roots/artifact-roots.ts';
import { directAccess } from '@millrace/artifact-stores/store/direct-access';
import { Stores } from '@millrace/artifact-stores/store/stores';
import { DEFAULT_DOWNLOAD_SECONDS, DEFAULT_UPLOAD_SECONDS, readSeconds } from './seconds.ts';

/** Addresses under which a client reaches an object on S3 for a while, without credentials of its own. */
@Controller()
export class PresignedController {
  constructor(
    private readonly stores: Stores,
    private readonly roots: ArtifactRoots,
  ) {}

  @Endpoint('GET', '/api/2.0/mlflow-artifacts/presigned/*', allow('read', 'artifact'))
  async proxied(
    @WildcardPath() text: string,
  ): Promise<{ url: string; headers: Record<string, string>; file_size: number }> {
    const { path } = readArtifactPath(text);
    const message = 'Multipart download is not supported for the current artifact repository';
    const { url, size } = await directAccess(this.stores.root, message).downloadUrl(
      path,
      DEFAULT_DOWNLOAD_SECONDS,
    );
    return { url, headers: {}, file_size: size };
  }

  @Endpoint('POST', '/api/2.0/mlflow/artifacts/presigned-upload-url', allow('update', 'run'))
  async upload(
    @Wire(CreatePresignedUploadUrl, {
      run_id: [isString],
      model_id: [isString],
      path: [required, isString],
      expiration: [isIntlike],
    })
    request: MessageOf<typeof CreatePresignedUploadUrl>,
  ): Promise<{ presigned_url: string; headers: Record<string, string> }> {
    const { run_id: runId, model_id: modelId } = request;
    if (Boolean(runId) === Boolean(modelId))
      throw invalidParameter('Exactly one of run_id and model_id must be provided.');
    const target = readArtifactPath(request.path ?? '');
    const root = runId ? await this.roots.ofRun(runId) : await this.roots.ofLoggedModel(modelId ?? '');
    refuseProxied(root, 'Presigned upload is not supported for proxied artifact storage', 'a');
    const { store, path } = this.stores.locate(root, target);
    const message = 'Presigned upload is not supported for the current artifact repository';
    const seconds = readSeconds(request.expiration, DEFAULT_UPLOAD_SECONDS);
    const { url, headers } = await directAccess(store, message).uploadUrl(path, seconds);
    return { presigned_url: url, headers };
  }

  @Endpoint('POST', '/api/2.0/mlflow/artifacts/presigned-download-url', allow('read', 'run'))
  async download(
    @Wire(CreatePresignedDownloadUrl, {
      run_id: [required, isString],
      path: [required, isString],
      expiration: [isIntlike],
    })
    request: MessageOf<typeof CreatePresignedDownloadUrl>,
  ): Promise<{ presigned_url: string; file_size: number }> {
    const target = readArtifactPath(request.path ?? '');
    const seconds = readSeconds(request.expiration, DEFAULT_DOWNLOAD_SECONDS);
    const root = await this.roots.ofRun(request.run_id ?? '');
    refuseProxied(
      root,
      'Presigned download is not supported for runs with proxied artifact storage',
      'a run with a',
    );
    const { store, path } = this.stores.locate(root, target);
    const message = 'Presigned download is not supported for the current artifact repository';
    const { url, size } = await directAccess(store, message).downloadUrl(path, seconds);
    return { presigned_url: url, file_size: size };
  }
}

function refuseProxied(root: string, message: string, wanted: string): void {
  const scheme = parseArtifactUri(root)?.scheme ?? '';
  if (['http', 'https', 'mlflow-artifacts'].includes(scheme))
    throw invalidParameter(
      `${message} (artifact URI scheme: ${scheme}). This endpoint requires ${wanted} direct cloud storage artifact URI.`,
    );
}
