import { posix } from 'node:path';
import { Controller } from '@nestjs/common';
import {
  AbortMultipartUpload,
  CompleteMultipartUpload,
  CreateMultipartUpload,
} from '@millrace/contracts/artifact/multipart';
import { invalidParameter } from '@millrace/contracts/errors';
import { isIntlike, isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { joinPaths, readArtifactPath, readUploadPath } from '@millrace/artifact-stores/paths/artifact-path';
import { WildcardPath } from '../paths/wildcard-path.ts';
import { directAccess } from '@millrace/artifact-stores/store/direct-access';
import { Stores } from '@millrace/artifact-stores/store/stores';

const MPU = '/api/2.0/mlflow-artifacts/mpu';
/** S3's own limit. */
const MAX_PARTS = 10_000;
const UNSUPPORTED = 'Multipart upload is not supported for the current artifact repository';

interface Credential {
  url: string;
  part_number: number;
}

/** Uploads in parts that go straight to S3: the client gets an address for each part, and says when all are there. */
@Controller()
export class MultipartController {
  constructor(private readonly stores: Stores) {}

  @Endpoint('POST', `${MPU}/create/*`, allow('update', 'artifact'), { creates: 'elsewhere' })
  async create(
    @WildcardPath() folder: string,
    @Wire(CreateMultipartUpload, { path: [required, isString], num_parts: [isIntlike] })
    request: MessageOf<typeof CreateMultipartUpload>,
  ): Promise<{ upload_id: string; credentials?: Credential[] }> {
    const path = targetOf(folder, request.path);
    const direct = directAccess(this.stores.root, UNSUPPORTED);
    const parts = Number(request.num_parts ?? 0); // default
    if (parts < 0 || parts > MAX_PARTS)
      throw invalidParameter(
        `Invalid value ${parts} for parameter 'num_parts' supplied: it must be 1 to ${MAX_PARTS}`,
      );
    const { uploadId, urls } = await direct.createUpload(path, parts);
    const credentials = urls.map((url, index) => ({ url, part_number: index + 1 }));
    return { upload_id: uploadId, ...(credentials.length > 0 ? { credentials } : {}) };
  }

  @Endpoint('POST', `${MPU}/complete/*`, allow('update', 'artifact'), { creates: 'elsewhere' })
  async complete(
    @WildcardPath() folder: string,
    @Wire(CompleteMultipartUpload, { path: [required, isString], upload_id: [isString], parts: [required] })
    request: MessageOf<typeof CompleteMultipartUpload>,
  ): Promise<Record<string, never>> {
    const path = targetOf(folder, request.path);
    const direct = directAccess(this.stores.root, UNSUPPORTED);
    if (request.parts.length > MAX_PARTS)
      throw invalidParameter(
        `Invalid value for parameter 'parts' supplied: there are more than ${MAX_PARTS}`,
      );
    const parts = request.parts.map((part) => ({
      partNumber: Number(part.part_number ?? 0), // default
      etag: part.etag ?? '',
    }));
    await direct.completeUpload(path, uploadIdOf(request), parts);
    return {};
  }

  @Endpoint('POST', `${MPU}/abort/*`, allow('update', 'artifact'))
  async abort(
    @WildcardPath() folder: string,
    @Wire(AbortMultipartUpload, { path: [required, isString], upload_id: [isString] })
    request: MessageOf<typeof AbortMultipartUpload>,
  ): Promise<Record<string, never>> {
    const path = targetOf(folder, request.path);
    const direct = directAccess(this.stores.root, UNSUPPORTED);
    await direct.abortUpload(path, uploadIdOf(request));
    return {};
  }
}

/** The URL names the folder; of the body's path, which may be one of the client's machine, the last name counts. */
function targetOf(folder: string, file = ''): string {
  return joinPaths(readArtifactPath(folder).path, readUploadPath(posix.basename(file)).path);
}

function uploadIdOf({ upload_id: uploadId }: { upload_id?: string }): string {
  if (!uploadId) throw invalidParameter("Missing value for required parameter 'upload_id'.");
  return uploadId;
}
