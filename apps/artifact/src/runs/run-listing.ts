import { Injectable } from '@nestjs/common';
import { type FileInfo, fileListing } from '../downloads/file-listing.ts';
import { readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';
import { ArtifactRoots } from '../roots/artifact-roots.ts';
import { Stores } from '@millrace/artifact-stores/store/stores';

@Injectable()
export class RunListing {
  constructor(
    private readonly stores: Stores,
    private readonly roots: ArtifactRoots,
  ) {}

  /** MLflow's ListArtifacts response. An unknown run is RESOURCE_DOES_NOT_EXIST, a path that leaves its root is refused. */
  async list(runId: string, path: string): Promise<{ files?: FileInfo[]; root_uri: string }> {
    const folder = readArtifactPath(path);
    const root_uri = await this.roots.ofRun(runId);
    const located = this.stores.locate(root_uri, folder);
    return { ...fileListing(await located.store.list(located.path), folder.given), root_uri };
  }
}
