/** What the registry must know of runs and logged models, which are tracking's. */
export abstract class TrackingFacts {
  /** Where a run's artifacts are. 404 for an unknown run. */
  abstract runArtifactUri(runId: string): Promise<string>;

  /** Where a logged model's artifacts are, and the run that made it ('' for none). 404 for an unknown model. */
  abstract loggedModel(modelId: string): Promise<LoggedModelFacts>;

  /** Notes on a logged model that it was registered as this version. */
  abstract noteModelVersion(modelId: string, name: string, version: number): Promise<void>;
}

export interface LoggedModelFacts {
  readonly artifactLocation: string;
  readonly sourceRunId: string;
}
