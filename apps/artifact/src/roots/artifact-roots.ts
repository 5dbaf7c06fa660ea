/**
 * Where runs, logged models, model versions and traces keep their artifacts: known to tracking and to the registry. The ids
 * are as a request gives them; an unknown one is RESOURCE_DOES_NOT_EXIST in MLflow's words. Rejects with
 * TEMPORARILY_UNAVAILABLE when the service that knows is not there.
 */
export abstract class ArtifactRoots {
  /** URI of a run's artifact root; deleted runs have one too. */
  abstract ofRun(runId: string): Promise<string>;
  abstract ofLoggedModel(modelId: string): Promise<string>;
  /** URI of the folder that a model version is downloaded from. */
  abstract ofModelVersion(name: string, version: string): Promise<string>;
  abstract ofTrace(traceId: string): Promise<string>;
  /** The spans of a trace as the JSON text of MLflow's trace data, where tracking keeps them; otherwise they are a file. */
  abstract traceData(traceId: string): Promise<string | undefined>;
}
