/** Experiments, as MLflow's GraphQL schema has them. */
export const EXPERIMENT_TYPES = `
type MlflowExperimentTag { key: String, value: String }

type MlflowExperiment {
  experimentId: String
  name: String
  artifactLocation: String
  lifecycleStage: String
  lastUpdateTime: LongString
  creationTime: LongString
  tags: [MlflowExperimentTag!]
  effectiveTraceArchivalRetention: String
  workspace: String
}

type MlflowGetExperimentResponse { experiment: MlflowExperiment, apiError: ApiError }

input MlflowGetExperimentInput { experimentId: String }
`;
