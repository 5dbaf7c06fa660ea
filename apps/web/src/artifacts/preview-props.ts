import type { ArtifactPlace } from '../api/artifacts.ts';

/** What every preview is given: one file. */
export interface PreviewProps {
  readonly place: ArtifactPlace;
  readonly path: string;
  /** In bytes, as the listing told. */
  readonly size: number;
}
