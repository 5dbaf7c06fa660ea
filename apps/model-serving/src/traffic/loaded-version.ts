import type { VersionMeasurements } from '../measurements/version-measurements.ts';
import type { Signature } from '../scorers/model-file/signature.ts';
import type { Scorer } from '../scorers/scorer.ts';

/** A version that this process has loaded and checked. */
export interface LoadedVersion {
  readonly deploymentId: string;
  /** The deployment's. */
  readonly name: string;
  readonly number: number;
  readonly generation: number;
  readonly signature: Signature | undefined;
  readonly scorer: Scorer;
  readonly measurements: VersionMeasurements;
  /** Answers what was taken, ends the scorer and lets go of its files. */
  stop(): Promise<void>;
}
