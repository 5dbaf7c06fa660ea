import { Injectable } from '@nestjs/common';
import { LOG_ARTIFACT, RECORD_ARTIFACT } from '../execution/kept-artifacts.ts';
import { RunArtifacts } from '../execution/run-artifacts.ts';
import { TrackedRuns } from '../tracking/tracked-runs.ts';

/** What came of a run. */
export interface RunResults {
  /** The last value of each. What JSON has no number for is a text, such as `NaN`. */
  readonly metrics: Readonly<Record<string, number | string>>;
  readonly artifacts: readonly ArtifactDigest[];
  /** The data that it says it has used. */
  readonly datasets: readonly { readonly name: string; readonly digest: string }[];
}

export interface ArtifactDigest {
  readonly path: string;
  readonly size: number;
  /** SHA-256 of its content as hexadecimal digits; null for what was too much to read. */
  readonly digest: string | null;
}

/** Collects what came of runs, once their commands have ended. */
@Injectable()
export class CollectResults {
  constructor(
    private readonly tracked: TrackedRuns,
    private readonly artifacts: RunArtifacts,
  ) {}

  async of(runId: string): Promise<RunResults> {
    const { info, data, inputs } = await this.tracked.get(runId);
    return {
      metrics: Object.fromEntries((data.metrics ?? []).map(({ key, value }) => [key, value])),
      artifacts: await this.artifacts.digests(info.artifact_uri, [LOG_ARTIFACT, RECORD_ARTIFACT]),
      datasets: (inputs?.dataset_inputs ?? []).map(({ dataset: { name, digest } }) => ({ name, digest })),
    };
  }
}
