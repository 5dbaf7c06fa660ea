import { invalidParameter } from '@millrace/contracts/errors';
import { parseArtifactUri, PROXY_SCHEME } from '@millrace/contracts/artifacts/artifact-location';
import { type ArtifactPath, joinPaths, readArtifactPath } from '../paths/artifact-path.ts';
import { type ArtifactSettings, isS3Uri, knowsS3 } from '../settings/artifact-settings.ts';
import type { ArtifactStore } from './artifact-store.ts';
import { openLocalStore } from './local/open-local-store.ts';
import { connectS3, type S3 } from './s3/s3-client.ts';
import { S3Store } from './s3/s3-store.ts';

/** A place in a store. `given` is how MLflow names it in messages. */
export interface Location {
  readonly store: ArtifactStore;
  readonly path: string;
  readonly given: string;
}

/** The stores that the service serves: its own root, and S3 locations that experiments name. Make it with `openStores`. */
export class Stores {
  #s3: Promise<S3> | undefined;

  constructor(
    private readonly settings: ArtifactSettings,
    /** Undefined when the root is on S3. */
    private readonly local: ArtifactStore | undefined,
  ) {}

  /** The store behind `mlflow-artifacts:/`. */
  get root(): ArtifactStore {
    return this.local ?? this.s3Store(this.settings.MILLRACE_ARTIFACT_ROOT);
  }

  /**
   * Where a path below the artifact root of a run, model or trace is: under this service's root for `mlflow-artifacts:/…`, on
   * S3 for `s3://…`. Every other root is refused with INVALID_PARAMETER_VALUE, and so is one that leads out of its store.
   */
  locate(rootUri: string, below: ArtifactPath): Location {
    const uri = parseArtifactUri(rootUri);
    if (uri?.scheme === PROXY_SCHEME) {
      const base = readArtifactPath(uri.path.replace(/^\/+/, ''));
      const given =
        below.given === '' ? `${base.given}/` : joinPaths(base.given.replace(/\/$/, ''), below.given);
      return { store: this.root, path: joinPaths(base.path, below.path), given };
    }
    if (isS3Uri(rootUri) && knowsS3(this.settings))
      return { store: this.s3Store(rootUri), path: below.path, given: below.given };
    throw invalidParameter(
      `The artifact service does not serve artifacts at '${rootUri}': it serves ${PROXY_SCHEME}:/ locations, and s3:// locations when S3_ENDPOINT or AWS credentials are set.`,
    );
  }

  private s3Store(uri: string): S3Store {
    const { authority = '', path = '' } = parseArtifactUri(uri) ?? {};
    return new S3Store(() => this.connect(), authority, readArtifactPath(path.replace(/^\/+/, '')).path);
  }

  private connect(): Promise<S3> {
    this.#s3 ??= connectS3(this.settings);
    return this.#s3;
  }

  async close(): Promise<void> {
    await this.local?.close?.();
    (await this.#s3)?.client.destroy();
  }
}

/** Opens the store of the settings. A root that cannot be used fails here, at the start. */
export async function openStores(settings: ArtifactSettings): Promise<Stores> {
  const root = settings.MILLRACE_ARTIFACT_ROOT;
  return new Stores(
    settings,
    isS3Uri(root) ? undefined : await openLocalStore(root, settings.MILLRACE_ARTIFACT_SYNC),
  );
}
